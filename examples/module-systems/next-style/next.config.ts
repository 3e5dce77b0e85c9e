/** What a Next.js project needs of its `NextConfig`. */
const nextConfig = {
  // Loaded from node_modules at run time: a bundle has no place for an addon, and an instrumentation has to patch the
  // modules that the server really uses.
  serverExternalPackages: ['@otel-native/sdk', '@opentelemetry/instrumentation-http'],
};

export default nextConfig;
