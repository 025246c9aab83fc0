import { expect, test } from 'vitest';
import { forecastOf, web } from './forecast-of.js';

test('a manifest applied again may say its namespace, and what tools write of its metadata', () => {
  const next = web({ replicas: 2 });
  const metadata = { name: 'web', namespace: 'shop', creationTimestamp: null };
  const { steps, world } = forecastOf({
    apply: [
      { ...web({ replicas: 1 }), metadata },
      { ...next, metadata },
    ],
  });
  expect(steps.map(({ refused }) => refused)).toEqual(['', '']);
  expect(world.objects.Deployment.get('shop/web')?.spec.replicas).toBe(2);
});
