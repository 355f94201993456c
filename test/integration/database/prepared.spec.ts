import { type DataSource } from 'typeorm';
import { connectDatabase } from '../../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

describe('prepared statements', () => {
  let database: TestDatabase;
  const open: DataSource[] = [];
  const connect = async (preparedStatements?: boolean) => {
    const options = preparedStatements === undefined ? {} : { preparedStatements };
    const dataSource = await connectDatabase({ url: database.url, poolSize: 1, ...options });
    open.push(dataSource);
    return dataSource;
  };
  const preparedOn = (dataSource: DataSource): Promise<{ statement: string }[]> =>
    dataSource.query(`SELECT statement FROM pg_prepared_statements ORDER BY statement`);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => Promise.all(open.splice(0).map((one) => one.destroy())));
  afterAll(() => database.drop());

  it('prepares a statement with values once, and gives each call its own answer', async () => {
    const dataSource = await connect();
    const twice = 'SELECT $1::int * 2 AS twice';
    expect(await dataSource.query(twice, [2])).toEqual([{ twice: 4 }]);
    expect(await dataSource.query(twice, [21])).toEqual([{ twice: 42 }]);
    expect(await preparedOn(dataSource)).toEqual([{ statement: twice }]);
  });

  it('works after a statement that failed', async () => {
    const dataSource = await connect();
    const inverse = 'SELECT 1 / $1::int AS inverse';
    await expect(dataSource.query(inverse, [0])).rejects.toThrow('division by zero');
    await expect(dataSource.query('SELECT $1::int FROM nowhere', [0])).rejects.toThrow('nowhere');
    await expect(dataSource.query('SELECT $1::int FROM nowhere', [0])).rejects.toThrow('nowhere');
    expect(await dataSource.query(inverse, [1])).toEqual([{ inverse: 1 }]);
  });

  it('prepares no more than so many, whatever is put together at run time', async () => {
    const dataSource = await connect();
    for (let at = 0; at < 450; at += 1)
      expect(await dataSource.query(`SELECT $1::int AS "n${at}"`, [at])).toEqual([{ [`n${at}`]: at }]);
    expect((await preparedOn(dataSource)).length).toBeLessThanOrEqual(400);
  });

  it('prepares nothing where it is told so', async () => {
    const dataSource = await connect(false);
    expect(await dataSource.query('SELECT $1::int AS n', [3])).toEqual([{ n: 3 }]);
    expect(await preparedOn(dataSource)).toEqual([]);
  });
});
