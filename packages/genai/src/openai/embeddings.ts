import type { EmbeddingsResult } from '../operations/embeddings';
import { listOf, textOf } from '../clients/members';
import type { ObservedApi } from '../clients/observed-api';
import { tokenUsage } from './token-usage';

/** `client.embeddings`. */
export const embeddingsApi: ObservedApi<EmbeddingsResult> = {
  start: (genAi, body, provider) =>
    genAi.embeddings.start({
      ...provider,
      model: textOf(body['model']),
      dimensionCount: (body['dimensions'] ?? undefined) as number | undefined,
      // The client asks for `base64` if the caller leaves it to the client: that is not what the caller gets.
      ...(typeof body['encoding_format'] === 'string' && {
        encodingFormats: [body['encoding_format']],
      }),
    }),

  resultOf: (answer) => ({
    responseModel: textOf(answer['model']),
    dimensionCount: lengthOf(listOf(answer['data'])[0]?.['embedding']),
    usage: tokenUsage(answer['usage']),
  }),
};

/** A vector is a list, or Base64, whose length says nothing. */
function lengthOf(vector: unknown): number | undefined {
  return Array.isArray(vector) ? vector.length : undefined;
}
