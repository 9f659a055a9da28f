package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// natsOptions is the login of an external server, its files read and checked;
// none where the server is naql serve's own.
// Every fault is an exit 3 that names the setting and shows no secret.
func (p *program) natsOptions(cfg Config) ([]nats.Option, error) {
	if cfg.text("nats") == "" {
		return nil, nil
	}
	var opts []nats.Option
	if user := cfg.text("nats-user"); user != "" {
		opts = append(opts, nats.UserInfo(user, cfg.text("nats-password")))
	}
	if token := cfg.text("nats-token"); token != "" {
		opts = append(opts, nats.Token(token))
	}
	if inbox := cfg.text("nats-inbox-prefix"); inbox != "" {
		opts = append(opts, nats.CustomInboxPrefix(inbox))
	}
	if address := cfg.text("nats-socks-proxy"); address != "" {
		dialer, err := socksProxy(address)
		if err != nil {
			return nil, failf(exitConfig, "give an address such as socks5://127.0.0.1:1080", "proxy for NATS (from %s): %w", cfg.values["nats-socks-proxy"].origin, err)
		}
		opts = append(opts, nats.SetCustomDialer(dialer), nats.SkipHostLookup()) // the proxy knows the names
	}
	for _, file := range []struct {
		setting, what, hint string
		use                 func(path string, raw []byte) (nats.Option, error)
	}{
		{"nats-creds", "credentials", "give a .creds file, such as nsc generate creds writes", credsLogin},
		{"nats-nkey", "nkey", "give a file that holds the seed of a user, which begins with SU", nkeyLogin},
		{"nats-ca", "CA certificates", "give a file of certificates in PEM form", caCertificates},
		{"nats-cert", "client certificate", "give the certificate and its key in PEM form, as NATS_CERT and NATS_KEY", p.clientCertificate(cfg)},
	} {
		if cfg.text(file.setting) == "" {
			continue
		}
		path := p.homePath(cfg.text(file.setting))
		raw, err := readSmall(path)
		var opt nats.Option
		if err == nil {
			opt, err = file.use(path, raw)
		}
		if err != nil {
			return nil, failf(exitConfig, file.hint, "%s for NATS (from %s): %w", file.what, cfg.values[file.setting].origin, err)
		}
		opts = append(opts, opt)
	}
	if cfg.text("nats-key") != "" && cfg.text("nats-cert") == "" {
		return nil, failf(exitConfig, "set NATS_CERT to its certificate", "a key for NATS is set (from %s), and no certificate", cfg.values["nats-key"].origin)
	}
	return opts, nil
}

// homePath replaces ~ at the start, as the nats tool does in a context.
func (p *program) homePath(path string) string {
	home, ok := p.env("HOME")
	if rest, found := strings.CutPrefix(path, "~/"); found && ok {
		return filepath.Join(home, rest)
	}
	return path
}

func credsLogin(path string, raw []byte) (nats.Option, error) {
	if _, err := nkeys.ParseDecoratedJWT(raw); err != nil {
		return nil, errors.New(path + " holds no user JWT")
	}
	if key, err := nkeys.ParseDecoratedUserNKey(raw); err != nil {
		return nil, errors.New(path + " holds no seed of a user")
	} else {
		key.Wipe()
	}
	return nats.UserCredentials(path), nil // read again with each connection: it may be renewed
}

func nkeyLogin(path string, raw []byte) (nats.Option, error) {
	if key, err := nkeys.ParseDecoratedNKey(raw); err != nil {
		return nil, errors.New(path + " holds no seed")
	} else if public, err := key.PublicKey(); err != nil || !nkeys.IsValidPublicUserKey(public) {
		return nil, errors.New(path + " holds a seed that is no user's")
	}
	return nats.NkeyOptionFromSeed(path)
}

func caCertificates(path string, raw []byte) (nats.Option, error) {
	if !x509.NewCertPool().AppendCertsFromPEM(raw) {
		return nil, errors.New(path + " holds no certificate")
	}
	return nats.RootCAs(path), nil
}

func (p *program) clientCertificate(cfg Config) func(string, []byte) (nats.Option, error) {
	return func(path string, _ []byte) (nats.Option, error) {
		key := p.homePath(cfg.text("nats-key"))
		if key == "" {
			return nil, errors.New("its key is not set")
		}
		pair, err := tls.LoadX509KeyPair(path, key)
		if err != nil {
			return nil, err
		}
		if until := pair.Leaf.NotAfter; time.Now().After(until) {
			return nil, fmt.Errorf("%s expired on %s", path, until.UTC().Format(time.DateOnly))
		}
		return nats.ClientCert(path, key), nil
	}
}

// tlsTrouble gives what went wrong with TLS its exit status and a hint; 0
// where it is something else.
func tlsTrouble(err error) (int, string) {
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return exitConfig, "renew the server's certificate, or set the clock of this machine"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return exitConfig, "set NATS_CA to the certificate of the CA that signed the server's, and NATS_URL to a name that it holds"
	}
	if errors.Is(err, nats.ErrSecureConnWanted) {
		return exitConfig, "the server offers no TLS: leave NATS_CA, NATS_CERT and tls:// out, or switch TLS on there"
	}
	// How the server's refusal shows is a race: crypto/tls has no type for its
	// alert, and the client library says so where the alert was not read.
	if said := err.Error(); strings.Contains(said, "remote error: tls:") || strings.Contains(said, "tls error:") {
		return exitNATS, "the server refuses the connection: set NATS_CERT and NATS_KEY to a certificate that it takes"
	}
	return 0, ""
}
