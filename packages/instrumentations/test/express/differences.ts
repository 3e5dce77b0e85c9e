/**
 * Where our spans differ from those of `@opentelemetry/instrumentation-express`, on purpose. Each function turns the
 * official tree into ours.
 */
export interface SpanNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly SpanNode[];
  readonly hasEnded: boolean;
}

/**
 * Names of handlers keep their route. The official instrumentation lost it with router 2.3, which no longer has the
 * property that it looks at; with every version before, both names are equal. A layer without a route is called
 * `request handler` by both.
 */
export function nameHandlersByRoute(span: SpanNode): SpanNode {
  const route = String(span.attributes['express.name']);
  const isNameless = route === 'request handler';
  return {
    ...span,
    name: isNameless
      ? span.name
      : span.name.replace(/request handler$/, (start) => `${start} - ${route}`),
    children: span.children.map(nameHandlersByRoute),
  };
}
