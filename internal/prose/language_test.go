package prose_test

import (
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/stretchr/testify/assert"
)

// Each line: a text, "=>", its language; nothing where it does not tell.
const languageCases = `
Why the border was closed in the spring of that year => en
Warum die Grenze im Frühjahr nicht geöffnet wurde => de
Pourquoi la frontière a été fermée au printemps dans les deux villes => fr
Por qué la frontera se cerró en la primavera, según los vecinos del valle => es
Почему граница была закрыта весной и что это значит для города => ru
Чому кордон закрили навесні та що це означає для міста => uk
لماذا أغلقت الحدود في الربيع من هذا العام وما الذي بعد ذلك => ar
چرا مرز در بهار بسته شد و این برای شهر چه معنایی دارد که => fa
国境はなぜ春に閉ざされたのか => ja
为什么边境在春天关闭 => zh
국경은 왜 봄에 닫혔는가 => ko
Γιατί έκλεισαν τα σύνορα => el
Tashkent Moscow Osh =>
1999 =>
`

func TestLanguage(t *testing.T) {
	for line := range strings.Lines(languageCases) {
		if text, want, ok := strings.Cut(strings.TrimSpace(line), "=>"); ok {
			assert.Equal(t, strings.TrimSpace(want), prose.Language(text), text)
		}
	}
	assert.Equal(t, "Russian", prose.LanguageName("ru"))
	assert.Equal(t, "xx", prose.LanguageName("xx"))
}

func TestSimilarityOfUnspacedScripts(t *testing.T) {
	assert.Equal(t, 1.0, prose.Similarity("The Border Question", "the border, question"))
	assert.Zero(t, prose.Similarity("The Border Question", "Harvest Songs"))
	assert.InDelta(t, 0.5, prose.Similarity("国境閉鎖", "国境開放"), 0.01, "a character is a word where no blanks divide them")
}
