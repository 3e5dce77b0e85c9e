export {
  observeAnthropic,
  type AnthropicClient,
  type ObserveAnthropicOptions,
} from './anthropic/observe-anthropic';
