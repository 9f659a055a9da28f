package main

import (
	"context"
	"errors"
	"net"
	"net/url"

	"github.com/nats-io/nats.go"
	"golang.org/x/net/proxy"
)

// viaProxy dials through a proxy that may accept and then say nothing.
type viaProxy struct{ proxy.ContextDialer }

func (v viaProxy) Dial(network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), nats.DefaultTimeout)
	defer cancel()
	return v.DialContext(ctx, network, address)
}

// socksProxy's errors show nothing of the address, which may hold a password.
func socksProxy(address string) (nats.CustomDialer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("it is no URL")
	}
	if u.Scheme != "socks5" && u.Scheme != "socks5h" {
		return nil, errors.New("it is no SOCKS5 proxy")
	}
	dialer, err := proxy.FromURL(u, &net.Dialer{})
	if err != nil {
		return nil, errors.New("it is of no use")
	}
	return viaProxy{dialer.(proxy.ContextDialer)}, nil
}
