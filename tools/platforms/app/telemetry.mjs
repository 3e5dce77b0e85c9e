// Deno preloads files alone.
import '@otel-native/sdk/register';
