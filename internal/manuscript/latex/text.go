package latex

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents are the combining marks that commands put on a letter.
var accents = map[string]string{
	"'": "\u0301", "`": "\u0300", "^": "\u0302", `"`: "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "u": "\u0306", "v": "\u030c",
	"H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331", "d": "\u0323", "t": "\u0361",
}

// accent prints a letter with the mark that a command puts on it.
func (f *flow) accent(name string, c *call) bool {
	mark, ok := accents[name]
	if !ok {
		return false
	}
	letter := strings.TrimSpace(c.argument().text())
	switch letter {
	case `\i`, `{\i}`:
		letter = "i"
	case `\j`:
		letter = "j"
	}
	if letter == "" || strings.ContainsAny(letter, `\{}`) {
		f.print(letter)
		return true
	}
	_, size := utf8.DecodeRuneInString(letter)
	f.print(norm.NFC.String(letter[:size] + mark + letter[size:]))
	return true
}

// symbols are commands that stand for characters.
var symbols = map[string]string{
	"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
	"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
	"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", `\`: " ",
	"quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "space": " ", "newline": " ", "nobreakspace": " ", "hfill": " ", "linebreak": " ",
	"ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "slash": "/",
	"textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘", "rq": "’",
	"guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "og": "« ", "fg": " »", "flqq": "«", "frqq": "»",
	"glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "quotedblbase": "„", "textquotesingle": "'", "textquotedbl": `"`,
	"textbackslash": `\`, "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
	"S": "§", "P": "¶", "dag": "†", "ddag": "‡", "textdagger": "†", "textdaggerdbl": "‡", "copyright": "©", "textregistered": "®", "texttrademark": "™",
	"pounds": "£", "texteuro": "€", "euro": "€", "textdegree": "°", "textordmasculine": "º", "textordfeminine": "ª", "textbullet": "•",
	"LaTeX": "LaTeX", "TeX": "TeX", "textsection": "§", "textparagraph": "¶", "times": "×", "pm": "±",
}

// leftOut are commands whose arguments are no text: "{" for one in
// braces, "[" for one that may be given in square brackets. Of any other command
// the name is left out and the braces behind it are read.
var leftOut = map[string]string{
	"hypertarget": "{", "pageref": "{", "eqref": "{", "nameref": "{", "hyperref": "[", "hyperlink": "{", "index": "{", "glossary": "{",
	"vspace": "{", "hspace": "{", "includegraphics": "[{", "bibliography": "{", "bibliographystyle": "{", "addbibresource": "{", "nocite": "{",
	"textcolor": "[{", "color": "[{", "colorbox": "{", "fontsize": "{{", "fontfamily": "{", "foreignlanguage": "[{", "selectlanguage": "{",
	"pagestyle": "{", "thispagestyle": "{", "pagenumbering": "{", "setlength": "{{", "addtolength": "{{", "usepackage": "[{",
	"addcontentsline": "{{{", "markboth": "{{", "markright": "{", "rule": "[{{", "raisebox": "{[[", "parbox": "[{", "makebox": "[[", "framebox": "[[",
	"multicolumn": "{{", "multirow": "{{", "cline": "{", "hypersetup": "{", "phantom": "{", "hphantom": "{", "vphantom": "{", "printendnotes": "[",
	"newpage": "", "input@path": "{", "graphicspath": "{", "DeclareMathOperator": "{{", "newenvironment": "{[[{{", "theoremstyle": "{",
	"tableofcontents": "", "columnbreak": "", "printbibliography": "[", "linespread": "{", "hyphenation": "{", "newcounter": "{", "stepcounter": "{",
	"refstepcounter": "{", "enlargethispage": "{", "marginpar": "[{",
}

// preambleCommands are the commands that count before the document begins.
var preambleCommands = set("documentclass title author date begin input include newcommand renewcommand providecommand def setcounter addtocounter")

// Environments: those that are no text, those that go on within a paragraph,
// and those that take arguments.
var (
	codeEnvironments = set("verbatim verbatim* Verbatim lstlisting minted comment equation equation* align align* displaymath math gather gather* " +
		"multline eqnarray eqnarray* tikzpicture filecontents filecontents*")
	inlineEnvironments   = set("small footnotesize itshape em english british german french sloppypar")
	environmentArguments = map[string]string{
		"tabular": "[{", "tabular*": "{[{", "tabularx": "{[{", "longtable": "[{", "array": "[{", "minipage": "[[[{", "multicols": "{", "wrapfigure": "[{[{",
		"thebibliography": "{", "otherlanguage": "{", "adjustwidth": "{{", "hyphenrules": "{",
	}
)
