package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/ibid-go/ibid/internal/fetch"
)

func ExampleClient() {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, "<title>A page</title>")
	}))
	defer srv.Close()

	client := fetch.Client{AllowPrivate: true, AnyPort: true} // both only because the server is on this machine
	defer client.CloseIdleConnections()
	resp, err := client.Get(context.Background(), srv.URL+"/old")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(resp.Status, resp.URL.Path, string(resp.Body))
	for _, hop := range resp.Hops {
		fmt.Println(hop.Status, "permanent:", hop.Permanent())
	}
	// Output:
	// 200 /new <title>A page</title>
	// 301 permanent: true
}

func ExampleError() {
	var client fetch.Client
	_, err := client.Get(context.Background(), "http://127.0.0.1/admin")
	var e *fetch.Error
	if errors.As(err, &e) {
		fmt.Println(e.Kind)
		fmt.Println(e.Err)
	}
	// Output:
	// blocked-address
	// 127.0.0.1 may not be visited (loopback)
}
