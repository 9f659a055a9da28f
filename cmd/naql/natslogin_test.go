package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

// natsServer runs a server with JetStream until the test ends.
func natsServer(t *testing.T, opts *natsserver.Options) string {
	t.Helper()
	opts.Host, opts.Port, opts.JetStream, opts.StoreDir = "127.0.0.1", -1, true, t.TempDir()
	opts.NoSigs, opts.NoLog = true, true
	s, err := natsserver.NewServer(opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("broker is not ready")
	}
	return "nats://" + s.Addr().String()
}

// naqlWith runs a command in this process, with this environment alone.
func naqlWith(t *testing.T, env map[string]string, args ...string) (status int, out string) {
	t.Helper()
	var both bytes.Buffer
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	p := &program{ctx: ctx, in: strings.NewReader(""), out: &both, err: &both, env: func(name string) (string, bool) {
		text, ok := env[name]
		return text, ok
	}}
	return p.run(args), both.String()
}

func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// certified makes a certificate in PEM form, signed by parent, or by itself
// where that is nil.
func certified(t *testing.T, name string, parent *tls.Certificate) (pair tls.Certificate, cert, key string) {
	return certifiedUntil(t, name, parent, time.Now().Add(time.Hour))
}

func certifiedUntil(t *testing.T, name string, parent *tls.Certificate, until time.Time) (pair tls.Certificate, cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: until.Add(-2 * time.Hour), NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: parent == nil,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	issuer, signer := template, any(private)
	if parent != nil {
		issuer, signer = parent.Leaf, parent.PrivateKey
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, issuer, &private.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	rawKey, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: rawKey})
	if pair, err = tls.X509KeyPair(certPEM, keyPEM); err != nil {
		t.Fatal(err)
	}
	return pair, writeFile(t, name+".pem", certPEM), writeFile(t, name+".key", keyPEM)
}

func TestTLS(t *testing.T) {
	ca, caFile, _ := certified(t, "ca", nil)
	_, otherCA, otherKey := certified(t, "other", nil)
	server, _, _ := certified(t, "server", &ca)
	_, cert, key := certified(t, "client", &ca)
	_, oldCert, oldKey := certifiedUntil(t, "old", &ca, time.Now().Add(-time.Hour))
	pool := x509.NewCertPool()
	pool.AddCert(ca.Leaf)
	url := natsServer(t, &natsserver.Options{TLS: true, TLSVerify: true, TLSTimeout: 5, TLSConfig: &tls.Config{
		Certificates: []tls.Certificate{server}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert,
	}})
	garbage := writeFile(t, "garbage", []byte("secret-garbage"))
	for name, c := range map[string]struct {
		ca, cert, key string
		status        int
		says          string
	}{
		"as it should be":   {caFile, cert, key, 0, "are there"},
		"unknown CA":        {otherCA, cert, key, exitConfig, "NATS_CA"},
		"no client cert":    {caFile, "", "", exitNATS, "NATS_CERT"},
		"strange cert":      {caFile, otherCA, otherKey, exitNATS, "NATS_CERT"},
		"key of another":    {caFile, cert, otherKey, exitConfig, "private key does not match"},
		"no key":            {caFile, cert, "", exitConfig, "its key is not set"},
		"key alone":         {caFile, "", key, exitConfig, "NATS_CERT"},
		"expired":           {caFile, oldCert, oldKey, exitConfig, "expired on"},
		"CA is no file":     {"/nowhere", cert, key, exitConfig, "no such file"},
		"CA is garbage":     {garbage, cert, key, exitConfig, "holds no certificate"},
		"cert is garbage":   {caFile, garbage, key, exitConfig, "$NATS_CERT"},
		"everything unused": {"", "", "", exitConfig, "NATS_CA"},
	} {
		t.Run(name, func(t *testing.T) {
			wantRun(t, map[string]string{"NATS_URL": url, "NATS_CA": c.ca, "NATS_CERT": c.cert, "NATS_KEY": c.key}, c.status, c.says)
		})
	}
}

func TestExpiredServer(t *testing.T) {
	ca, caFile, _ := certified(t, "ca", nil)
	server, _, _ := certifiedUntil(t, "server", &ca, time.Now().Add(-time.Hour))
	url := natsServer(t, &natsserver.Options{TLS: true, TLSTimeout: 5, TLSConfig: &tls.Config{Certificates: []tls.Certificate{server}}})
	wantRun(t, map[string]string{"NATS_URL": url, "NATS_CA": caFile}, exitConfig, "renew the server's")
}

// wantRun connects and wants one line about it, and a hint where it failed.
func wantRun(t *testing.T, env map[string]string, status int, says string, args ...string) {
	t.Helper()
	began := time.Now()
	got, out := naqlWith(t, env, append([]string{"provision"}, args...)...)
	if got != status || !strings.Contains(out, says) {
		t.Errorf("status %d, want %d and %q:\n%s", got, status, says, out)
	}
	if lines := strings.Count(out, "\n"); status != 0 && (lines != 2 || !strings.Contains(out, "hint: ")) || lines > 2 {
		t.Errorf("want one line and a hint:\n%s", out)
	}
	if strings.Contains(out, "secret-") || strings.Contains(out, "SUA") {
		t.Errorf("a secret is shown:\n%s", out)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestNkey(t *testing.T) {
	public, seed := nkey(t, nkeys.CreateUser)
	_, stranger := nkey(t, nkeys.CreateUser)
	_, account := nkey(t, nkeys.CreateAccount)
	url := natsServer(t, &natsserver.Options{Nkeys: []*natsserver.NkeyUser{{Nkey: public}}})
	for name, c := range map[string]struct {
		seed, says string
		status     int
	}{
		"user":     {string(seed), "are there", 0},
		"stranger": {string(stranger), "NATS_NKEY", exitNATS},
		"account":  {string(account), "no user's", exitConfig},
		"garbage":  {"secret-garbage", "no seed", exitConfig},
		"cut":      {string(seed[:20]), "no seed", exitConfig},
	} {
		t.Run(name, func(t *testing.T) {
			wantRun(t, map[string]string{"NATS_URL": url, "NATS_NKEY": writeFile(t, "user.nk", []byte(c.seed))}, c.status, c.says)
		})
	}
}

func nkey(t *testing.T, create func() (nkeys.KeyPair, error)) (public string, seed []byte) {
	t.Helper()
	pair, err := create()
	if err == nil {
		seed, err = pair.Seed()
	}
	if err == nil {
		public, err = pair.PublicKey()
	}
	if err != nil {
		t.Fatal(err)
	}
	return public, seed
}

// operatorMode is a server whose users come with JWTs, and the credentials of
// one of them.
func operatorMode(t *testing.T) (url string, creds []byte) {
	t.Helper()
	operator, operatorSeed := nkey(t, nkeys.CreateOperator)
	system, _ := nkey(t, nkeys.CreateAccount)
	account, accountSeed := nkey(t, nkeys.CreateAccount)
	user, userSeed := nkey(t, nkeys.CreateUser)
	operatorKey, err := nkeys.FromSeed(operatorSeed)
	if err != nil {
		t.Fatal(err)
	}
	accountKey, err := nkeys.FromSeed(accountSeed)
	if err != nil {
		t.Fatal(err)
	}
	resolver := &natsserver.MemAccResolver{}
	for _, public := range []string{system, account} {
		claims := jwt.NewAccountClaims(public)
		if public == account {
			claims.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: -1, MemoryStorage: -1, Streams: -1, Consumer: -1}
		}
		text, err := claims.Encode(operatorKey)
		if err == nil {
			err = resolver.Store(public, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := jwt.NewUserClaims(user).Encode(accountKey)
	if err == nil {
		creds, err = jwt.FormatUserConfig(text, userSeed)
	}
	if err != nil {
		t.Fatal(err)
	}
	return natsServer(t, &natsserver.Options{
		TrustedOperators: []*jwt.OperatorClaims{jwt.NewOperatorClaims(operator)}, SystemAccount: system, AccountResolver: resolver,
	}), creds
}

func TestCredentials(t *testing.T) {
	url, creds := operatorMode(t)
	good := writeFile(t, "user.creds", creds)
	_, strange := operatorMode(t)
	for name, c := range map[string]struct {
		path, says string
		status     int
	}{
		"user":     {good, "are there", 0},
		"stranger": {writeFile(t, "strange.creds", strange), "NATS_CREDS", exitNATS},
		"none":     {filepath.Join(filepath.Dir(good), "none"), "no such file", exitConfig},
		"garbage":  {writeFile(t, "garbage.creds", []byte("secret-garbage")), "holds no", exitConfig},
		"no seed":  {writeFile(t, "half.creds", creds[:bytes.Index(creds, []byte("END NATS USER JWT"))+20]), "holds no seed", exitConfig},
	} {
		t.Run(name, func(t *testing.T) {
			wantRun(t, map[string]string{"NATS_URL": url, "NATS_CREDS": c.path}, c.status, c.says)
		})
	}
}

func TestContext(t *testing.T) {
	url := natsServer(t, &natsserver.Options{Username: "naql", Password: "secret-1"})
	creds := writeFile(t, "user.creds", []byte("secret-"))
	home := t.TempDir()
	dir := filepath.Join(home, ".config", "nats", "context")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, members := range map[string]string{
		"good":      fmt.Sprintf(`{"description":"d","url":%q,"user":"naql","password":"secret-1","token":"","tls_first":false,"inbox_prefix":"_INBOX_x"}`, url),
		"refused":   fmt.Sprintf(`{"url":%q,"user":"naql","password":"secret-2"}`, url),
		"creds":     fmt.Sprintf(`{"url":%q,"creds":%q}`, url, creds),
		"elsewhere": `{"url":"nats://127.0.0.1:1","user":"naql","password":"secret-1"}`,
		"nsc":       fmt.Sprintf(`{"url":%q,"nsc":"secret-nsc"}`, url),
		"socks":     fmt.Sprintf(`{"url":%q,"socks_proxy":"http://secret-proxy"}`, url),
		"broken":    `{"password":"secret-`,
		"typed":     `{"url":7}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".json"), []byte(members), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, ".config", "nats", "context.txt"), []byte("good"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		env    string
		args   string
		status int
		says   string
	}{
		{"", "--context=good", 0, "are there"},
		{"NATS_CONTEXT=good", "", 0, "are there"},
		{"NATS_CONTEXT=none", "--context=good", 0, "are there"},
		{"", "", exitNATS, "naql serve"}, // the selected one is not asked for
		{"", "--context=none", exitConfig, `no NATS context "none"`},
		{"", "--context=../context/good", exitConfig, "not the name"},
		{"", "--context=refused", exitNATS, "check NATS_USER"},
		{"NATS_PASSWORD=secret-1 NATS_USER=naql", "--context=refused", 0, "are there"},
		{"NATS_URL=" + url, "--context=elsewhere", 0, "are there"},
		{"", "--context=elsewhere", exitNATS, "127.0.0.1:1"},
		{"NATS_USER=naql NATS_PASSWORD=secret-1", "--context=creds", 0, "are there"},
		{"", "--context=creds", exitConfig, "context creds"},
		{"", "--context=nsc", exitConfig, `"nsc"`},
		{"", "--context=socks", exitConfig, "context socks"},
		{"", "--context=broken", exitConfig, "no JSON"},
		{"", "--context=typed", exitConfig, `"url"`},
	} {
		t.Run(c.env+" "+c.args, func(t *testing.T) {
			env := map[string]string{"HOME": home}
			for _, pair := range strings.Fields(c.env) {
				name, text, _ := strings.Cut(pair, "=")
				env[name] = text
			}
			wantRun(t, env, c.status, c.says, strings.Fields(c.args)...)
		})
	}
	if _, out := naqlWith(t, map[string]string{"HOME": home, "NATS_CONTEXT": "good"}, "config"); strings.Contains(out, "secret-") || !strings.Contains(out, "context good") {
		t.Errorf("naql config:\n%s", out)
	}
}
