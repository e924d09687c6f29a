package archive_test

import (
	"fmt"

	"github.com/ibid-go/ibid/archive"
)

// A copy that was found goes into the note, or into a web page.
func ExampleSnapshot() {
	s := archive.Snapshot{
		Original: "https://news.example/story?a=1&b=2", Time: on("2021-12-15"),
		URL: "https://web.archive.org/web/20211215000000/https://news.example/story?a=1&b=2",
	}
	fmt.Println(s.Chicago())
	fmt.Println(s.Bluebook())
	fmt.Println(s.RobustLink("The Story"))
	// Output:
	// https://news.example/story?a=1&b=2, archived December 15, 2021, at https://web.archive.org/web/20211215000000/https://news.example/story?a=1&b=2
	// https://news.example/story?a=1&b=2 [https://web.archive.org/web/20211215000000/https://news.example/story?a=1&b=2]
	// <a href="https://news.example/story?a=1&amp;b=2" data-originalurl="https://news.example/story?a=1&amp;b=2" data-versiondate="2021-12-15T00:00:00Z" data-versionurl="https://web.archive.org/web/20211215000000/https://news.example/story?a=1&amp;b=2">The Story</a>
}
