package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/ibid-go/ibid/archive"
)

// openRecording sets the flags of a command and opens the one recording that it works on.
func openRecording(s *streams, c *command, flags *flag.FlagSet, args []string) (*archive.Collection, error) {
	paths, err := parseArgs(s, c, flags, args)
	if err != nil {
		return nil, err
	}
	if len(paths) != 1 {
		return nil, usagef("name one recording: a WARC file, a WACZ file or a folder")
	}
	collection, err := archive.OpenPath(paths[0])
	if err != nil {
		return nil, inputf("%w", err)
	}
	for _, damage := range collection.Damage() {
		complain(s, fmt.Errorf("%w; what is whole is used", damage))
	}
	return collection, nil
}

func archivePack(_ context.Context, s *streams, c *command, args []string) error {
	p := archive.Package{Software: userAgent()}
	path := ""
	flags := newFlags(c)
	flags.StringVar(&path, "output", "evidence.wacz", "write to `FILE`, whole or not at all; - is the standard output")
	flags.StringVar(&p.Title, "title", "", "what the package is called: a `TEXT`")
	flags.StringVar(&p.Description, "description", "", "what it is: a `TEXT`")
	flags.StringVar(&p.MainPage, "main-page", "", "the `URL` of the page that is shown first")
	collection, err := openRecording(s, c, flags, args)
	if err != nil {
		return err
	}
	defer collection.Close()
	return write(s, path, func(out *output) error { return collection.WriteWACZ(out, p) })
}

func archiveServe(ctx context.Context, s *streams, c *command, args []string) error {
	listen := ""
	flags := newFlags(c)
	flags.StringVar(&listen, "listen", "127.0.0.1:8080", "serve at `ADDRESS`; port 0 takes a free one")
	collection, err := openRecording(s, c, flags, args)
	if err != nil {
		return err
	}
	defer collection.Close()
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", listen)
	if err != nil {
		return usagef("%w", err)
	}
	fmt.Fprintf(s.out, "%d captures at http://%s/\n", collection.Len(), listener.Addr())
	return serveUntil(ctx, listener, archive.Handler(collection))
}

const (
	// slowest is how long a client may take to ask.
	slowest = 10 * time.Second
	// farewell is how long answers under way may take when the program is to end.
	farewell = 3 * time.Second
)

// serveUntil serves until the program is interrupted.
func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: slowest}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
		server.Shutdown(last)
	}()
	err := server.Serve(l)
	if errors.Is(err, http.ErrServerClosed) {
		<-ended
		return nil
	}
	return err
}
