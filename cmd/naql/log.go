package main

import "log/slog"

// logger writes to stderr: text for a person, JSON for a collector.
func (p *program) logger(cfg Config) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(cfg.text("log"))) // validated
	return p.loggerAt(level)
}

// quiet is the logger of a one-shot command, which has its output and its
// error to speak for it: errors alone, unless more was asked for.
func (p *program) quiet(cfg Config) *slog.Logger {
	if cfg.explicit("log") {
		return p.logger(cfg)
	}
	return p.loggerAt(slog.LevelError)
}

func (p *program) loggerAt(level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if terminal(p.err) {
		return slog.New(slog.NewTextHandler(p.err, options))
	}
	return slog.New(slog.NewJSONHandler(p.err, options))
}
