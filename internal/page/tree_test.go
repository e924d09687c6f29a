package page

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pages whose tags are missing, wrong or out of place give the text, and the headings inside the same regions, of the tree that
// the HTML standard's algorithm builds.
func TestWalkIsThatOfTheTree(t *testing.T) {
	for _, page := range []string{
		`<p>one<p>two<div>three`,
		`<article><h1>a</h2><p>b</article><footer><h2>c</h2></footer>`,
		`<ul><li>a<li>b<ul><li>c</ul><li>d</ul><h2>e</h2>`,
		`<aside><ul><li><h2>a</h2><li>b</aside><h2>c</h2>`,
		`<dl><dt>a<dd>b<dt>c</dl><h2>d</h2>`,
		`<table><tr><td><h2>a</h2><td>b<tr><th>c</table><h2>d</h2>`,
		`<nav><div><h2>a</h2></span></nav><h2>b</h2></div><h2>c</h2>`,
		`<aside><b>a<div>b</b><h2>c</h2></div></aside><h2>d</h2>`,
		`<nav><a href=/x>a<div>b</a><h2>c</h2></div></nav><h2>d</h2>`,
		`<a href=/1>a<a href=/2>b</a><h2>c</h2>`,
		`<header><p>a</header><h2>b</h2>`,
		`<h2>a<h2>b</h2>`,
		`<aside><table><tr><td></aside><h2>a</h2></table></aside><h2>b</h2>`,
		`<svg><title>no</title><g><h2>a</h2>`,
		`<svg><style>p{}</style><text>no</text></svg><h2>a</h2>`,
		`<div hidden><h2>no</h2><p>no</div><h2>a</h2>`,
		`<template><h2>no</h2></template><select><option>no<option>no</select><h2>a</h2>`,
		`<noscript><h2>no</h2></noscript><textarea><h2>no</h2></textarea><h2>a</h2>`,
		`<script>"<h2>no</h2>"</script><style>h2{}</style><h2>a</h2>`,
		`<html><head><title>t</title></head><body class=x><aside><html lang=de><body><h2>a</h2></aside></body></html><h2>b</h2>`,
		`<button>a<h2>b</h2><button>c</button></button><h2>d</h2>`,
		`a</p>b</br>c<br/>d<h2/>e`,
		`<my-thing><footer><h2>a</h2></my-thing><h2>b</h2></footer>`,
		`<form><nav></form><h2>a</h2></nav><h2>b</h2>`,
	} {
		d, err := new(walker).parse([]byte(page), "text/html; charset=utf-8", nil)
		require.NoError(t, err)
		var headings []string
		for _, m := range d.marks {
			if m.role&(isHeadline|isHeading) != 0 {
				headings = append(headings, fmt.Sprint(d.textOf(m), " ", m.region&(inNav|inAside|inFooter|inHeader|inArticle)))
			}
		}
		root, err := html.Parse(strings.NewReader(page))
		require.NoError(t, err)
		tree := inTree(root, 0)
		assert.Equal(t, strings.Join(tree.words, " "), strings.Join(strings.Fields(strings.ReplaceAll(d.text, string(seam), " ")), " "), page)
		assert.Equal(t, tree.headings, headings, page)
	}
}

type seen struct{ words, headings []string }

// inTree gives the words of a tree and its headings with their regions.
func inTree(n *html.Node, around role) (s seen) {
	switch n.DataAtom {
	case atom.Head, atom.Svg, atom.Template, atom.Select, atom.Noscript, atom.Textarea, atom.Script, atom.Style:
		return s
	}
	if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) {
		return s
	}
	if n.Type == html.TextNode {
		s.words = strings.Fields(n.Data)
	}
	around = within(around, tagRole(n.DataAtom)&regions)
	for c := range n.ChildNodes() {
		below := inTree(c, around)
		s.words, s.headings = append(s.words, below.words...), append(s.headings, below.headings...)
	}
	if n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
		s.headings = append(s.headings, fmt.Sprint(strings.Join(s.words, " "), " ", around))
	}
	return s
}

// What is nested deeper than maxDepth is passed over, but not its text.
func TestDeepPages(t *testing.T) {
	deep := strings.Repeat("<div>", 2000) + "deep" + strings.Repeat("</div>", 2000) + "<h2>after</h2>"
	d, err := new(walker).parse([]byte(deep), "", nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"deep", "after"}, strings.Fields(d.text))
	assert.LessOrEqual(t, len(d.asides), maxDepth)
}

// FuzzWalk wants the marks of any page inside its text, and every element closed.
func FuzzWalk(f *testing.F) {
	f.Add([]byte(`<a><table><a><svg><p><title>x</svg></a><template><td></td>`))
	f.Add(bytes.Repeat([]byte("<b><p></b>"), 300))
	f.Fuzz(func(t *testing.T, page []byte) {
		w := new(walker)
		d, err := w.parse(page, "text/html", nil)
		if err != nil {
			return
		}
		assert.Empty(t, w.open)
		for _, m := range d.marks {
			assert.True(t, 0 <= m.start && m.start <= m.end && m.end <= len(d.text), "%+v", m)
		}
	})
}
