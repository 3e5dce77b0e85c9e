import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { reportRoute } from './report-route.js';

const app = new Hono();
app.use(reportRoute);

app.get('/items/:id', (c) => {
  if (c.req.param('id') === 'none') throw new Error('there is no such item');
  return c.json({ id: c.req.param('id'), price: 3 });
});

app.get('/orders/:id', async (c) => {
  const item = await fetch(new URL(`/items/${c.req.param('id')}`, c.req.url));
  return item.ok ? c.json({ item: await item.json() }) : c.notFound();
});

app.onError((error, c) => c.json({ error: error.message }, 500));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 0), hostname: '127.0.0.1' }, (info) =>
  console.log(`listening on http://127.0.0.1:${info.port}`),
);
