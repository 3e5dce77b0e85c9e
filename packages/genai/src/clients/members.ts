/** An object of the application or of the provider, whose shape nobody guarantees. */
export type Members = Readonly<Record<string, unknown>>;

/** Returns the object; an empty one for anything else, so that members of members can be read. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

/** Returns the items of a list; none for anything else. */
export function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(membersOf) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Returns the attributes that have a value. */
export function known(attributes: Members): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null),
  );
}
