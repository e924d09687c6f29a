package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
)

//go:embed templates/*.html
var templateFiles embed.FS

// parseTemplates reads the templates, one a kind of site, and the parts they share.
func parseTemplates() (*template.Template, error) {
	return template.ParseFS(templateFiles, "templates/*.html")
}

// render writes a page in the markup of its site, in UTF-8.
func render(templates *template.Template, f facts) ([]byte, error) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, f.Template+".html", f); err != nil {
		return nil, fmt.Errorf("%s: %w", f.URL, err)
	}
	return b.Bytes(), nil
}
