import express from 'express';

const app = express();

app.use(function identify(request, response, next) {
  request.customer = request.get('x-customer') ?? 'guest';
  next();
});

const items = express.Router();
items.get('/:id', (request, response) => {
  if (request.params.id === 'none') throw new Error('there is no such item');
  response.json({ id: request.params.id, price: 3 });
});
app.use('/items', items);

app.get('/orders/:id', async (request, response) => {
  const { port } = server.address();
  const item = await fetch(`http://127.0.0.1:${port}/items/${request.params.id}`);
  if (!item.ok) return response.sendStatus(404);
  response.json({ customer: request.customer, item: await item.json() });
});

app.use(function report(error, request, response, _next) {
  response.status(500).json({ error: error.message });
});

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
