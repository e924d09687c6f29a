package page_test

import (
	"fmt"
	"net/url"

	"github.com/ibid-go/ibid/internal/page"
)

func ExampleRead() {
	body := []byte(`<html lang="en"><head><title>Harbour wall gives way | Coast Courier</title>
		<meta property="og:site_name" content="Coast Courier">
		<meta property="article:published_time" content="2021-09-14T06:00:00Z"></head>
		<body><h1>Harbour wall gives way</h1><p>By Mara Lindholm and Tom Okafor</p></body></html>`)
	address, _ := url.Parse("https://www.coastcourier.example/news/harbour-wall")

	p, err := page.Read(body, "text/html; charset=utf-8", address)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Title().Text, "–", p.Title().Signal)
	fmt.Println(p.By().Names, "–", p.By().Signal)
	fmt.Println(p.Date().Date, "–", p.Date().Signal)
	fmt.Println(p.Site().Text, "–", p.Site().Signal)
	fmt.Println(p.Status)
	// Output:
	// Harbour wall gives way – h1
	// [Mara Lindholm Tom Okafor] – by line
	// 2021-09-14 – article:published_time
	// Coast Courier – og:site_name
	// ok
}
