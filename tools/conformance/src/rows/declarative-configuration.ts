import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import { sdkConfigFile, sdkConfigFileLogs, sdkConfigFileMetrics } from './tests.ts';

const asUpstream = '…: as the official startNodeSdk';
const kParser = 'By `@opentelemetry/configuration`.';
const kRegistered = 'Registered with the API; `startNodeSdk()` returns what shuts it down.';

const parsed = shownWithNote(kParser, sdkConfigFile(asUpstream));
const noComponents = notThere(
  'A name that is not known stops the start with a message; components of other packages cannot be registered yet.',
);

export const declarativeConfiguration: Section = {
  '': {
    'Parse a configuration file': parsed,
    'The Parse operation accepts the configuration YAML file format': parsed,
    'The Parse operation performs environment variable substitution': shownWithNote(
      kParser,
      sdkConfigFile('the preload reads the file, and of the environment only what it refers to'),
    ),
    'The Parse operation returns configuration model': parsed,
    'The Parse operation resolves plugin component configuration to properties': noComponents,
    'Create SDK components': shown(
      sdkConfigFile(asUpstream),
      sdkConfigFile('what cannot be used is said, and the application runs without telemetry'),
    ),
    'The Create operation accepts configuration model': notThere(
      'No function takes a model: `startNodeSdk()` and the preload read the file themselves.',
    ),
    'The Create operation returns TracerProvider': shownWithNote(
      kRegistered,
      sdkConfigFile(asUpstream, 'always_off'),
    ),
    'The Create operation returns MeterProvider': shownWithNote(
      kRegistered,
      sdkConfigFileMetrics(asUpstream, 'one reader'),
    ),
    'The Create operation returns LoggerProvider': shownWithNote(
      kRegistered,
      sdkConfigFileLogs(asUpstream, 'batch'),
    ),
    'The Create operation returns Propagators': shownWithNote(
      kRegistered,
      sdkConfigFile(asUpstream, 'propagators'),
    ),
    'The Create operation calls CreateComponent of corresponding PluginComponentProvider when encountering plugin components':
      noComponents,
    'Register a PluginComponentProvider': noComponents,
  },
};
