/** Shorter values occur in ordinary text by chance. */
const kMinSecretLength = 4;
const kHeaderVariables = /^OTEL_EXPORTER_OTLP_(?:[A-Z]+_)?HEADERS$/;
const kHidden = '***';
/** Matches PEM blocks, including one that was cut or put on one line. */
const kPemBlock = /-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)/gs;

/**
 * Removes header values of the environment, and user information and queries of URLs. Also applies to text from
 * receivers, which may echo a request.
 */
export function withoutSecrets(text: string): string {
  let shown = withoutUrlSecrets(text).replace(kPemBlock, kHidden);
  for (const secret of secretsOfEnvironment()) shown = shown.replaceAll(secret, kHidden);
  return shown;
}

/** Removes these header values from a text, since a receiver may echo them. */
export function withoutHeaderValues(text: string, values: readonly string[]): string {
  let shown = text;
  for (const secret of secretsIn(values)) shown = shown.replaceAll(secret, kHidden);
  return shown;
}

/** Hides user information and queries of URLs in a text. */
export function withoutUrlSecrets(text: string): string {
  return (
    text
      .replace(/(\w+:\/\/)[^\s/?#"']*@/g, `$1${kHidden}@`)
      // Also matches an endpoint without a scheme.
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

/** Longest first: one secret may be part of another. */
function secretsIn(values: readonly string[]): string[] {
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
