/** Shorter values occur in texts by chance. */
const kMinSecretLength = 4;
const kHeaderVariables = /^OTEL_EXPORTER_OTLP_(?:[A-Z]+_)?HEADERS$/;
const kHidden = '***';
/** Also one that was cut, or put on one line. */
const kPemBlock = /-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)/gs;

/**
 * A text without the values of the headers in the environment, and without user information and queries of URLs: whoever
 * wrote it, a receiver that echoes a request included.
 */
export function withoutSecrets(text: string): string {
  let shown = withoutUrlSecrets(text).replace(kPemBlock, kHidden);
  for (const secret of secretsOfEnvironment()) shown = shown.replaceAll(secret, kHidden);
  return shown;
}

/** A text without the values of these headers, which a receiver may echo. */
export function withoutHeaderValues(text: string, values: string[]): string {
  let shown = text;
  for (const secret of secretsIn(values)) shown = shown.replaceAll(secret, kHidden);
  return shown;
}

/** Whether a text is a key or a certificate itself, which some give where its path is expected. */
export function isPem(text: string): boolean {
  return /-----BEGIN /.test(text);
}

/** The text with user information and queries of its URLs hidden. */
export function withoutUrlSecrets(text: string): string {
  return (
    text
      .replace(/(\w+:\/\/)[^\s/?#"']*@/g, `$1${kHidden}@`)
      // Without a scheme, as in an endpoint that lacks it.
      .replace(/[^\s/?#"'@]+:[^\s/?#"'@]+@/g, `${kHidden}@`)
      .replace(/(\w+:\/\/[^\s?#"']*\?)[^\s"']+/g, `$1${kHidden}`)
  );
}

function secretsOfEnvironment(): string[] {
  const values = Object.entries(process.env)
    .filter(([name]) => kHeaderVariables.test(name))
    .flatMap(([, value = '']) => value.split(','))
    .map((pair) => pair.slice(pair.search(/[=:]/) + 1).trim());
  return secretsIn(values.flatMap((value) => [value, decoded(value)]));
}

/** Longest first: one may be part of another. */
function secretsIn(values: string[]): string[] {
  return [...new Set(values.flatMap((value) => [value, ...value.split(/\s+/)]))]
    .filter((value) => value.length >= kMinSecretLength && !/^(?:basic|bearer)$/i.test(value))
    .sort((a, b) => b.length - a.length);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
