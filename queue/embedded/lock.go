package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockDir makes the folder where it is missing and takes its LOCK file. The
// server itself would start happily on another's folder and ruin it. The
// kernel gives the lock back when the process ends, however it ends.
func lockDir(dir string) (*os.File, error) {
	if dir == "" {
		return nil, fmt.Errorf("store folder: %w: no name given", ErrUnusable)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("store folder %s: %w: %w", dir, ErrUnusable, err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "LOCK"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store folder %s: %w: %w", dir, ErrUnusable, err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case err == nil:
		return f, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		err = fmt.Errorf("store folder %s: %w", dir, ErrInUse)
	default:
		err = fmt.Errorf("store folder %s: %w: lock: %w", dir, ErrUnusable, err)
	}
	return nil, errors.Join(err, f.Close())
}
