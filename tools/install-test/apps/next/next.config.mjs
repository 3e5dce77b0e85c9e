export default { serverExternalPackages: ['@otel-native/sdk'] };
