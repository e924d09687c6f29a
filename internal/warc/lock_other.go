//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package warc

import (
	"errors"
	"fmt"
	"os"
)

// Lock makes a file beside the file, since the standard library has no lock that the system would give back. After a crash that
// file stays and has to be removed by hand; the error names it.
func Lock(f *os.File) (unlock func() error, err error) {
	name := f.Name() + ".lock"
	l, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%w (if no program is running, remove %s)", ErrLocked, name)
	}
	if err != nil {
		return nil, err
	}
	return func() error { return errors.Join(l.Close(), os.Remove(name)) }, nil
}
