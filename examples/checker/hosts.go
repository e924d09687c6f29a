package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/ibid-go/ibid/verify"
)

// hostsKey is the table of a configuration that holds exceptions:
//
//	[hosts."library.example"]
//	headers  = { Authorization = "Bearer $LIBRARY_TOKEN" }
//	delay    = "2s"
//	per-host = 1
//	exclude  = false
const hostsKey = "hosts"

// readHosts reads the exceptions of a configuration. No error shows a header: it
// may be a secret.
func (s *settings) readHosts(values map[string]any) error {
	table, ok := values[hostsKey].(map[string]any)
	if !ok && values[hostsKey] != nil {
		return fmt.Errorf("%q wants tables such as [hosts.\"site.example\"]", hostsKey)
	}
	s.hosts = make(map[string]verify.Host)
	for name, entry := range table {
		fields, ok := entry.(map[string]any)
		if !ok {
			return fmt.Errorf("hosts.%q wants a table", name)
		}
		host, err := readHost(fields)
		if err != nil {
			return fmt.Errorf("hosts.%q: %w", name, err)
		}
		if err := s.addHost(name, host); err != nil {
			return err
		}
	}
	return nil
}

// addHost enters a host under its origins. Headers are sent in the clear only
// where the name says http:// itself.
func (s *settings) addHost(name string, host verify.Host) error {
	name = strings.ToLower(strings.TrimSuffix(name, "/"))
	bare := !strings.Contains(name, "://")
	if bare {
		name = "https://" + name
	}
	u, err := url.Parse(name)
	if err != nil || u.Host == "" || u.Path != "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("hosts.%q is neither a host nor an origin such as https://site.example", name)
	}
	s.hosts[name] = host
	if bare {
		host.Header = nil
		s.hosts["http://"+u.Host] = host
	}
	return nil
}

func readHost(fields map[string]any) (verify.Host, error) {
	var h verify.Host
	for key, value := range fields {
		ok := true
		switch key {
		case "exclude":
			h.Exclude, ok = value.(bool)
		case "per-host":
			var n int64
			n, ok = value.(int64)
			h.PerHost, ok = int(n), ok && n > 0
		case "delay":
			text, _ := value.(string)
			d, err := time.ParseDuration(text)
			h.Delay, ok = d, err == nil && d >= 0
		case "headers":
			h.Header, ok = readHeaders(value)
		default:
			return h, fmt.Errorf("there is no key %q; known are headers, delay, per-host, exclude", key)
		}
		if !ok {
			return h, fmt.Errorf("%q cannot be read: exclude is true or false, per-host a number from 1, delay a time such as \"2s\", headers a table of texts", key)
		}
	}
	return h, nil
}

// readHeaders reads header fields, $NAME from the environment, so that a secret
// need not stand in the file.
func readHeaders(value any) (http.Header, bool) {
	table, ok := value.(map[string]any)
	header := http.Header{}
	for name, value := range table {
		text, isText := value.(string)
		if text = os.ExpandEnv(text); !isText || strings.ContainsAny(name+text, "\r\n\x00") {
			return nil, false
		}
		header.Set(name, text)
	}
	return header, ok
}
