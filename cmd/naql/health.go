package main

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// version is set by the release build.
var version = "dev"

func (p *program) healthCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:   "health",
		Short: "Exit 0 when the naql running here is ready",
		Long: `Asks /readyz of the naql serve of this data folder, else of NAQL_LISTEN. It is
meant for containers, which have no shell and no curl.`,
		Example: "  naql health && echo ready",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := p.config(c)
			if err != nil {
				return err
			}
			address := cfg.text("listen")
			if s, err := readServed(cfg); err == nil && (!cfg.explicit("listen") || strings.HasSuffix(address, ":0")) {
				address = s.Listen
			}
			return p.health(address, output.json())
		},
	}
	output.add(c)
	p.addSettings(c, "data")
	return c
}

func (p *program) health(address string, asJSON bool) error {
	client := &http.Client{Timeout: 3 * time.Second}
	response, err := client.Get("http://" + address + "/readyz")
	if err != nil {
		return failf(exitFailure, "start naql serve or naql worker, or set NAQL_LISTEN to its address", "nothing answers at %s", address)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return failf(exitFailure, "its log says what is missing", "the naql at %s is not ready", address)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
	if err != nil {
		return failf(exitFailure, "try again", "the naql at %s breaks off", address)
	}
	_, stopped, _ := strings.Cut(strings.TrimSpace(string(body)), "\n") // behind the ok
	if asJSON {
		return printJSON(p.out, map[string]any{"ready": true, "address": address, "stopped": stopped})
	}
	fmt.Fprintf(p.out, "ready at %s\n", address)
	if stopped != "" {
		fmt.Fprintf(p.out, "%s\nhint: mend the cause, then naql resume\n", oneLine(stopped))
	}
	return nil
}

func (p *program) versionCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  naql version -o json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := map[string]string{"version": version, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						v["commit"] = s.Value
					}
				}
			}
			if output.json() {
				return printJSON(p.out, v)
			}
			_, err := fmt.Fprintf(p.out, "naql %s (%s, %s)\n", v["version"], v["go"], v["platform"])
			return err
		},
	}
	output.add(c)
	return c
}
