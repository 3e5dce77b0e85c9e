import { diag } from '@opentelemetry/api';
import type { PluginHost, TelemetryPlugin } from '@otel-native/api-bridge';

/** Starts plug-ins and returns those that started. Logs errors of plug-ins. */
export function startPlugins(plugins: TelemetryPlugin[], host: PluginHost): TelemetryPlugin[] {
  return plugins.filter((plugin) => {
    try {
      plugin.start(host);
      return true;
    } catch (error) {
      diag.error(`the plug-in "${plugin.name}" did not start`, error);
      return false;
    }
  });
}

/** Shuts down plug-ins in parallel. Logs errors of plug-ins. */
export async function shutdownPlugins(plugins: TelemetryPlugin[]): Promise<void> {
  const stop = async (plugin: TelemetryPlugin) => {
    try {
      await plugin.shutdown?.();
    } catch (error) {
      diag.error(`the plug-in "${plugin.name}" did not shut down`, error);
    }
  };
  await Promise.all(plugins.map(stop));
}
