/** A span processor that shows the spans of each trace as a tree, in the order in which they started. */
export class SpanTree {
  #spans = [];
  #ended = new Set();

  onStart(span) {
    this.#spans.push(span);
  }

  onEnd(span) {
    if (this.#ended.has(span)) throw new Error(`${span.name} ended twice`);
    this.#ended.add(span);
  }

  forceFlush = async () => {};
  shutdown = async () => {};

  get openSpans() {
    return this.#spans.length - this.#ended.size;
  }

  /** Returns the trees by the names of their roots, and forgets them. */
  take() {
    const nodes = new Map(this.#spans.map((span) => [idOf(span.spanContext()), this.#node(span)]));
    const roots = [];
    for (const span of this.#spans) {
      const siblings = nodes.get(idOf(span.parentSpanContext))?.children ?? roots;
      siblings.push(nodes.get(idOf(span.spanContext())));
    }
    this.#spans = [];
    this.#ended.clear();
    // Requests that arrive at once may start in any order.
    const keyOf = ({ name, attributes }) => JSON.stringify([name, attributes]);
    return roots.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  #node(span) {
    return {
      name: span.name,
      kind: span.kind,
      status: span.status,
      attributes: { ...span.attributes },
      events: span.events.map(({ name, attributes }) => ({
        name,
        attributes: { ...attributes, 'exception.stacktrace': undefined },
      })),
      hasEnded: this.#ended.has(span),
      children: [],
    };
  }
}

function idOf(spanContext) {
  return spanContext && `${spanContext.traceId} ${spanContext.spanId}`;
}
