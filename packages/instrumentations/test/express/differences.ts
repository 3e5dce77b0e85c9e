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

interface Layer {
  readonly does?: string;
  readonly handlers?: readonly { readonly does: string }[];
  readonly layers?: readonly Layer[];
}

/**
 * Whether the official instrumentation may keep the path of a router, or of an application, for what runs after it: a layer
 * below threw, and an error handler lets the request go on. The official one forgets the path of the layer that threw in
 * place of the router's. Random programs leave this out.
 */
export function mayKeepPathOfRouter(layers: readonly Layer[]): boolean {
  return layersBelow(layers).some(doesThrow) && [...layers, ...layersBelow(layers)].some(forgives);
}

/** All layers of routers and applications, at every depth. */
function layersBelow(layers: readonly Layer[]): Layer[] {
  return layers.flatMap(({ layers: below = [] }) => [...below, ...layersBelow(below)]);
}

const doesThrow = ({ handlers = [] }: Layer) => handlers.some(({ does }) => /^throw/.test(does));
const forgives = ({ does }: Layer) => does === 'forgive';
