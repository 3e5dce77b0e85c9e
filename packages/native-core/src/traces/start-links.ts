import { diag, type Link } from '@opentelemetry/api';
import { cleanLink } from '../record/clean-attributes';
import { FlatLinks } from './span/flat-links';
import type { RecordingSpan } from './span/recording-span';
import type { SpanScope } from './span/span-scope';

/** Returns checked copies of the links, up to the first one that cannot be read. */
export function cleanLinks(
  links: Link[] | undefined,
  { limits, values }: SpanScope,
): Link[] | undefined {
  if (links == null) return undefined;
  const clean: Link[] = [];
  try {
    for (const link of links)
      clean.push(cleanLink(link, limits.attributePerLinkCountLimit, values));
  } catch (error) {
    diag.warn('Links could not be read', error);
  }
  return clean;
}

/** Adds links that were cleaned. Beyond the limit, keeps the newest ones. */
export function addCleanLinks(span: RecordingSpan, links: Link[] | undefined): void {
  if (links === undefined || links.length === 0) return;
  const { limits, values } = span.owner;
  const extra = Math.max(0, links.length - limits.linkCountLimit);
  const flat = (span.flatLinks = new FlatLinks());
  for (const link of links.slice(extra)) flat.addChecked(link, values);
  if (extra > 0) span.droppedLinksCount = extra;
}

/** Adds the links that a span starts with, up to the first one that cannot be read. Beyond the limit, keeps the newest ones. */
export function addLinks(span: RecordingSpan, links: Link[]): void {
  const { limits, linkRules } = span.owner;
  const { linkCountLimit } = limits;
  const flat = new FlatLinks();
  let extra = 0;
  try {
    for (const link of links) {
      flat.add(link, linkRules);
      if (flat.count <= linkCountLimit) continue;
      flat.dropFirst();
      extra++;
    }
  } catch (error) {
    diag.warn('Links could not be read', error);
  }
  if (flat.count > 0) span.flatLinks = flat;
  if (extra > 0) span.droppedLinksCount = extra;
}
