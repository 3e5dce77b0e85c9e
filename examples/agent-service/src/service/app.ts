import { SeverityNumber } from '@opentelemetry/api';
import express, { type ErrorRequestHandler, type Express } from 'express';

import { runAgent } from './agent.ts';
import { ChatModel } from './chat-model.ts';
import { logger } from './logger.ts';

export function createApp(modelUrl: URL): Express {
  const model = new ChatModel(modelUrl, 'small-chat-1');
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '1mb' }));

  app.post('/chat', async (request, response) => {
    const { message, conversationId } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof message !== 'string' || typeof conversationId !== 'string') {
      response.status(400).json({ error: 'message and conversationId must be strings' });
      return;
    }
    response.json(await runAgent(model, conversationId, message));
  });

  app.use(answerWithError);
  return app;
}

/** Express knows an error handler by its four parameters. */
const answerWithError: ErrorRequestHandler = (
  error: { status?: number },
  _request,
  response,
  _next,
) => {
  const status = error.status ?? 502;
  if (status >= 500) {
    logger.emit({
      severityNumber: SeverityNumber.ERROR,
      severityText: 'ERROR',
      body: 'the agent failed',
      exception: error,
    });
  }
  response.status(status).json({ error: status < 500 ? 'bad request' : 'the agent failed' });
};
