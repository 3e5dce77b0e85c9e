import { context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { matchedRoutes } from 'hono/route';

/** Sets the route of the server span, of its name, and of the duration that is measured. */
export async function reportRoute(c, next) {
  const metadata = getRPCMetadata(context.active());
  await next();
  // The middleware stands among the matched ones too, with paths such as `/*`.
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path;
  if (metadata !== undefined && route !== undefined) metadata.route = route;
}
