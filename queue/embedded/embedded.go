// Package embedded starts a NATS server as part of naql, which then needs no
// second program: JetStream on a local folder, every write synced
// before it is answered, one process per folder.
package embedded

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"golang.org/x/crypto/bcrypt"
)

// What may be wrong with the folder or the address. Each comes wrapped with
// the folder's or the address's name.
var (
	ErrInUse    = errors.New("in use by another naql process")
	ErrUnusable = errors.New("cannot be written")
	ErrListen   = errors.New("cannot be listened on")
)

// Config says where the server keeps its streams and where it listens.
type Config struct {
	// Dir holds the streams; it is made where it is missing.
	Dir string
	// Listen is the host:port of the TCP listener. Defaults to a free port of
	// 127.0.0.1.
	Listen string
	// InProcess leaves the TCP listener out: only Connect reaches the server.
	InProcess bool
	// MaxStore is the most the streams may take on disk, in bytes. It is a
	// fixed number because the server's own default follows the free space
	// and may then refuse its own streams at the next start. Defaults to
	// 64 GiB.
	MaxStore int64
	// Log gets the server's warnings and errors. Defaults to slog.Default.
	Log *slog.Logger
}

// MaxPayload is the largest message in bytes. An input may be 1 MiB; a dead
// letter carries it in base64, and a result both languages.
const MaxPayload = 4 << 20

const startWait = 20 * time.Second

// Server is a running server. It is safe for concurrent use.
type Server struct {
	server *server.Server
	lock   *os.File
	user   *url.Userinfo
}

// Start returns when the server answers. The errors are ErrInUse and
// ErrUnusable, which name the folder, and ErrListen, which names the address;
// the folder is free again after any of them.
func Start(cfg Config) (*Server, error) {
	host, port, err := listenAddress(cfg.Listen)
	if err != nil {
		return nil, err
	}
	lock, err := lockDir(cfg.Dir)
	if err != nil {
		return nil, err
	}
	s := &Server{lock: lock, user: url.UserPassword("naql", rand.Text())}
	if err := s.start(cfg, host, port); err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	return s, nil
}

func (s *Server) start(cfg Config, host string, port int) error {
	password, _ := s.user.Password()
	// The login is random and lives as long as the process: the least cost will
	// do, and the server warns of a password in the clear.
	hashed, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err != nil {
		return fmt.Errorf("hash the login: %w", err)
	}
	s.server, err = server.NewServer(&server.Options{
		ServerName:             "naql",
		Host:                   host,
		Port:                   port,
		DontListen:             cfg.InProcess,
		Username:               s.user.Username(),
		Password:               string(hashed),
		JetStream:              true,
		StoreDir:               cfg.Dir,
		SyncAlways:             true,
		JetStreamMaxStore:      cmp.Or(cfg.MaxStore, 64<<30),
		JetStreamMaxMemory:     64 << 20,
		MaxPayload:             MaxPayload,
		NoSigs:                 true,
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return fmt.Errorf("nats server on %s: %w", cfg.Dir, err)
	}
	log := &logger{log: cfg.Log}
	if log.log == nil {
		log.log = slog.Default()
	}
	s.server.SetLoggerV2(log, false, false, false)
	s.server.Start()
	if log.reason() == "" && s.server.ReadyForConnections(startWait) {
		return nil
	}
	s.server.Shutdown()
	s.server.WaitForShutdown()
	return fmt.Errorf("store folder %s: %w: %s", cfg.Dir, ErrUnusable, log.reason())
}

// Connect returns a connection inside the process, logged in.
func (s *Server) Connect(opts ...nats.Option) (*nats.Conn, error) {
	password, _ := s.user.Password()
	opts = append([]nats.Option{nats.InProcessServer(s.server), nats.UserInfo(s.user.Username(), password)}, opts...)
	nc, err := nats.Connect("", opts...)
	if err != nil {
		return nil, fmt.Errorf("connect to the embedded server: %w", err)
	}
	return nc, nil
}

// URL is the address of the TCP listener with the login that it asks for, a
// secret; it is empty without a listener. An unspecified listening address is
// given as 127.0.0.1.
func (s *Server) URL() string {
	addr, ok := s.server.Addr().(*net.TCPAddr)
	if !ok {
		return ""
	}
	host := addr.IP.String()
	if addr.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	u := url.URL{Scheme: "nats", User: s.user, Host: net.JoinHostPort(host, strconv.Itoa(addr.Port))}
	return u.String()
}

// Shutdown stops the server, waits until its files are closed, and frees the
// folder. Connections must be drained before. A second call does nothing.
func (s *Server) Shutdown() {
	s.server.Shutdown()
	s.server.WaitForShutdown()
	s.lock.Close()
}

// listenAddress reads a listening address and tries it: the server itself
// tells a taken port from an unusable folder only in the words of its log.
// Port -1 is how the server is asked for any free one.
func listenAddress(listen string) (host string, port int, err error) {
	l, err := net.Listen("tcp", cmp.Or(listen, "127.0.0.1:0"))
	if err != nil {
		return "", 0, fmt.Errorf("%s: %w: %w", listen, ErrListen, err)
	}
	defer l.Close()
	host, text, err := net.SplitHostPort(cmp.Or(listen, "127.0.0.1:0"))
	if err != nil {
		return "", 0, fmt.Errorf("%s: %w: %w", listen, ErrListen, err)
	}
	if text == "0" || text == "" {
		return host, -1, nil
	}
	return host, l.Addr().(*net.TCPAddr).Port, nil
}
