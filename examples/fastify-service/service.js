import fastify from 'fastify';

const app = fastify();

app.addHook('onRequest', async function identify(request) {
  request.customer = request.headers['x-customer'] ?? 'guest';
});

app.register(
  async function items(instance) {
    instance.get('/:id', async function showItem(request) {
      if (request.params.id === 'none') throw new Error('there is no such item');
      return { id: request.params.id, price: 3 };
    });
  },
  { prefix: '/items' },
);

app.get('/orders/:id', async function showOrder(request, reply) {
  const { port } = app.server.address();
  const item = await fetch(`http://127.0.0.1:${port}/items/${request.params.id}`);
  if (!item.ok) return reply.code(404).send();
  return { customer: request.customer, item: await item.json() };
});

const url = await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' });
console.log(`listening on ${url}`);
