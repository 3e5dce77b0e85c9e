import { diag } from '@opentelemetry/api';

interface Provider {
  shutdown(options: { timeoutMillis: number }): Promise<void>;
}

const providers: Provider[] = [];

/** Returns a provider that is shut down after its test. */
export function shutDownAfterTest<Kind extends Provider>(provider: Kind): Kind {
  providers.push(provider);
  return provider;
}

afterEach(async () => {
  await Promise.allSettled(
    providers.splice(0).map((provider) => provider.shutdown({ timeoutMillis: 50 })),
  );
  diag.disable();
});
