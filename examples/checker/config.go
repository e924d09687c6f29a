package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// configName is the file beside a manuscript that holds what a house decides
// once. Its keys are flags of the command; flags given on the command line win.
const configName = "ibid.toml"

// configKeys are the flags that a configuration may set.
func configKeys() []string {
	return []string{
		"profile", "gate", "links", "replay", "record", "archive", "thorough", "require-copies", "offline", "allow-private", "timeout", "delay", "jobs", "per-host", "retries", "respect-robots", "limit-bytes",
	}
}

// isPath reports whether the value of a key is a path, which counts from the
// configuration file.
func isPath(key string) bool { return key == "links" || key == "replay" || key == "record" }

// configOf gives the configuration that holds for a manuscript, "" for none:
// the one that the command line names, else the one beside the manuscript. What
// is wrong with the folder is said when the manuscript is opened.
func configOf(named, file string) string {
	if named != "" || file == "-" {
		return named
	}
	beside := filepath.Join(filepath.Dir(file), configName)
	if _, err := os.Stat(beside); err != nil {
		return ""
	}
	return beside
}

// readConfig sets the flags that a configuration names. Keys that set no flag
// of this command, such as those of visits for "checker lint", are passed over.
func (s *settings) readConfig(flags *flag.FlagSet, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return usagef("%w", err)
	}
	var values map[string]any
	meta, err := toml.Decode(string(data), &values)
	if err != nil {
		return usagef("%s: %s", path, tomlError(err))
	}
	if err := s.readHosts(values); err != nil {
		return usagef("%s: %w", path, err)
	}
	for _, key := range meta.Keys() {
		if key[0] == hostsKey {
			continue
		}
		if err := setFlag(flags, filepath.Dir(path), key, values); err != nil {
			return usagef("%s:%d: %w", path, lineOf(string(data), key), err)
		}
	}
	return nil
}

func setFlag(flags *flag.FlagSet, dir string, key toml.Key, values map[string]any) error {
	name := key.String()
	if !slices.Contains(configKeys(), name) {
		return fmt.Errorf("there is no key %q; known are %s", name, strings.Join(configKeys(), ", "))
	}
	var value string
	switch v := values[name].(type) {
	case string:
		value = v
	case int64, bool:
		value = fmt.Sprint(v)
	default:
		return fmt.Errorf("%q wants a text, a number, true or false", name)
	}
	if isPath(name) && value != "" && !filepath.IsAbs(value) {
		value = filepath.Join(dir, value)
	}
	if flags.Lookup(name) == nil {
		return nil
	}
	if err := flags.Set(name, value); err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	return nil
}

func tomlError(err error) string {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return fmt.Sprintf("line %d: %s", parse.Position.Line, parse.Message)
	}
	return err.Error()
}

// lineOf finds the line of a key, which the decoder does not tell.
func lineOf(text string, key toml.Key) int {
	last := regexp.QuoteMeta(key[len(key)-1])
	at := regexp.MustCompile(`(?m)^\s*(?:\[+[^\]\n]*\b)?["']?` + last + `["']?\s*[=\].]`).FindStringIndex(text)
	if at == nil {
		return 1
	}
	return strings.Count(text[:at[1]], "\n") + 1
}
