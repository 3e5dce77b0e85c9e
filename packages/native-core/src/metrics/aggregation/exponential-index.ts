const kMinNormal = 2 ** -1022;
const kMinNormalExponent = -1022;
const kExponentBias = 1023;
const kMaxExponent = 1023;

const double = new Float64Array(1);
const [kLow, kHigh] = [0, 1];
const words = new Uint32Array(double.buffer);

/**
 * Returns the bucket of a positive, finite value at a scale: the index of the largest power of the base 2^(2^-scale) below
 * the value. A power itself belongs to the bucket that it ends. A value below the smallest normal number counts as that
 * number. https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponential-scale
 */
export function exponentialIndex(value: number, scale: number): number {
  if (value <= kMinNormal) return lowestIndex(scale);
  double[0] = value;
  const exponent = ((words[kHigh]! >>> 20) & 0x7ff) - kExponentBias;
  const isPowerOfTwo = (words[kHigh]! & 0xfffff) === 0 && words[kLow] === 0;
  if (scale <= 0) return (isPowerOfTwo ? exponent - 1 : exponent) >> -scale;
  if (isPowerOfTwo) return exponent * 2 ** scale - 1;
  // The logarithm may be off by a rounding error, but never leads out of the range of a double.
  const index = Math.floor(Math.log(value) * (Math.LOG2E * 2 ** scale));
  return Math.min(index, (kMaxExponent + 1) * 2 ** scale - 1);
}

function lowestIndex(scale: number): number {
  return scale > 0 ? kMinNormalExponent * 2 ** scale - 1 : (kMinNormalExponent - 1) >> -scale;
}
