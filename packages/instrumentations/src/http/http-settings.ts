import { HeaderCapture } from './header-capture';
import type { HttpInstrumentationConfig } from './http-options';
import { QueryRedaction } from './query-redaction';

/** The options of one side, prepared once. */
export interface SideSettings {
  readonly config: HttpInstrumentationConfig;
  readonly requestHeaders: HeaderCapture;
  readonly responseHeaders: HeaderCapture;
  readonly redaction: QueryRedaction;
}

export function serverSettings(config: HttpInstrumentationConfig): SideSettings {
  return sideSettings(config, 'server', config.redactedQueryParamsServer);
}

export function clientSettings(config: HttpInstrumentationConfig): SideSettings {
  return sideSettings(config, 'client', config.redactedQueryParams);
}

function sideSettings(
  config: HttpInstrumentationConfig,
  side: 'server' | 'client',
  secretParameters: readonly string[] | undefined,
): SideSettings {
  const captured = config.headersToSpanAttributes?.[side];
  return {
    config,
    requestHeaders: new HeaderCapture('request', captured?.requestHeaders),
    responseHeaders: new HeaderCapture('response', captured?.responseHeaders),
    redaction: new QueryRedaction(secretParameters),
  };
}
