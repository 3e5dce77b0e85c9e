// Preloads a copy of the SDK, and lets whoever preloads it next load another one.
require('@otel-native/sdk/register');
delete require.cache[require.resolve('@otel-native/sdk/register')];
