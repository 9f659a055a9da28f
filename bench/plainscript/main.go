// Command plainscript is what a newsroom would write in an afternoon: it takes
// each message, asks the model for a translation, publishes the answer and
// acknowledges. It checks nothing. make bench measures naql beside it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/sashabaranov/go-openai"
)

const slots = 8

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	nc, err := nats.Connect(os.Getenv("NATS_URL"))
	if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	config := openai.DefaultConfig("none")
	config.BaseURL = os.Getenv("OPENAI_BASE_URL")
	client := openai.NewClientWithConfig(config)
	consumer, err := js.CreateOrUpdateConsumer(ctx, os.Getenv("BENCH_STREAM"), jetstream.ConsumerConfig{Durable: "plain", AckPolicy: jetstream.AckExplicitPolicy})
	if err != nil {
		return err
	}
	free := make(chan struct{}, slots)
	consume, err := consumer.Consume(func(m jetstream.Msg) {
		free <- struct{}{}
		go func() {
			defer func() { <-free }()
			if err := translate(ctx, js, client, m); err != nil && ctx.Err() == nil {
				log.Print(err)
			}
		}()
	}, jetstream.PullMaxMessages(slots))
	if err != nil {
		return err
	}
	defer consume.Stop()
	<-ctx.Done()
	return nil
}

// translate asks in the form that the scripted endpoint understands.
func translate(ctx context.Context, js jetstream.JetStream, client *openai.Client, m jetstream.Msg) error {
	var article struct{ ID, Headline, Body string }
	if err := json.Unmarshal(m.Data(), &article); err != nil {
		return err
	}
	var prompt strings.Builder
	fmt.Fprintf(&prompt, "Translate into English.\n[[plain:h]] %s\n", article.Headline)
	for i, p := range strings.Split(article.Body, "\n\n") {
		fmt.Fprintf(&prompt, "[[plain:p%d]] %s\n", i+1, p)
	}
	reply, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    "scripted",
		Messages: []openai.ChatCompletionMessage{{Role: "user", Content: prompt.String()}},
	})
	if err != nil {
		return err
	}
	if _, err := js.Publish(ctx, "plain.out", []byte(reply.Choices[0].Message.Content), jetstream.WithMsgID(article.ID)); err != nil {
		return err
	}
	return m.Ack()
}
