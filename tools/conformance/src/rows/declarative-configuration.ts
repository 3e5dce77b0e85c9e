import { notThere, shownWithNote, type Section } from '../evidence.ts';
import { sdkConfigFile } from './tests.ts';

const theFile = sdkConfigFile(
  'OTEL_CONFIG_FILE: the file says what is started, with variables in it replaced',
);
const refused = sdkConfigFile('a file that … starts nothing, and it is said');

const parsed = shownWithNote('By `@opentelemetry/configuration`.', theFile, refused);
const created = shownWithNote(
  'It is registered with the API; `startNodeSdk()` returns what shuts it down.',
  theFile,
);
const noComponents = notThere(
  'A name that is not known stops the start with a message; components of other packages cannot be registered yet.',
);

export const declarativeConfiguration: Section = {
  '': {
    'Parse a configuration file': parsed,
    'The Parse operation accepts the configuration YAML file format': parsed,
    'The Parse operation performs environment variable substitution': parsed,
    'The Parse operation returns configuration model': parsed,
    'The Parse operation resolves plugin component configuration to properties': noComponents,
    'Create SDK components': created,
    'The Create operation accepts configuration model': notThere(
      'No function takes a model: `startNodeSdk()` and the preload read the file themselves.',
    ),
    'The Create operation returns TracerProvider': created,
    'The Create operation returns MeterProvider': notThere('There is no SDK for metrics here yet.'),
    'The Create operation returns LoggerProvider': notThere('There is no SDK for logs here yet.'),
    'The Create operation returns Propagators': created,
    'The Create operation calls CreateComponent of corresponding PluginComponentProvider when encountering plugin components':
      noComponents,
    'Register a PluginComponentProvider': noComponents,
  },
};
