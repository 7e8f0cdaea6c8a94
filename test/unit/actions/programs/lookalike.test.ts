import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Index, isOneEdit, lookalikeOf, packageName } from '../../../../src/actions/programs/packages/lookalike.ts';
import { REAL_NEIGHBOURS, REAL_SCOPES } from '../../../../src/actions/programs/packages/popular/neighbours.ts';
import { POPULAR_NPM, POPULAR_SCOPES } from '../../../../src/actions/programs/packages/popular/npm.ts';
import { POPULAR_CRATES, POPULAR_GEMS } from '../../../../src/actions/programs/packages/popular/others.ts';
import { POPULAR_PYPI } from '../../../../src/actions/programs/packages/popular/pypi.ts';
import { effectsOf } from '../../../support/programs.ts';

const listed = (names: string) => names.trim().split(/\s+/);

const LISTS: readonly (readonly [Index, readonly string[]])[] = [
  ['npm', listed(POPULAR_NPM)],
  ['pypi', listed(POPULAR_PYPI)],
  ['crates', listed(POPULAR_CRATES)],
  ['gems', listed(POPULAR_GEMS)],
];

/** In daily use, and on none of the lists. */
const REAL = {
  npm: `preact inferno lit alpinejs htmx.org koa hapi restify polka h3 hono elysia got ky needle undici phin bent p-limit p-queue p-map
    lru-cache quick-lru node-cache keyv cacheable luxon spacetime temporal-polyfill chance faker @faker-js/faker msw nock sinon-chai chai
    chai-as-promised ava uvu tap jest-cli vitest-fetch-mock happy-dom linkedom cheerio-select htmlparser2 parse5 domhandler entities
    remark rehype mdast unist-util-visit gray-matter marked-highlight shiki prismjs-components d3 d3-array d3-scale visx nivo chart.js
    react-chartjs-2 echarts apexcharts plotly.js konva pixi.js babylonjs phaser matter-js cannon-es gsap animejs popmotion lottie-web
    react-spring formik yup joi ajv superstruct valibot io-ts effect fp-ts ramda-adjunct remeda radash rambda lodash.merge lodash.debounce
    lodash.get underscore.string voca change-case camelcase slugify pluralize numeral accounting bignumber.js big.js mathjs
    fraction.js nearley pegjs peggy antlr4 acorn espree esprima recast jscodeshift magic-string ts-morph tsx ts-node-test swc esno
    unbuild rolldown rspack @rspack/core @rsbuild/core tsdx microbundle ncc pkg nexe oclif meow cac citty sade args arg minimist-options
    prompts enquirer ora listr cli-progress boxen figlet gradient-string kleur picocolors colorette nanocolors ansi-colors colord
    pino bunyan loglevel signale consola log4js roarr pg pg-promise postgres slonik kysely objection bookshelf mikro-orm @mikro-orm/core
    @prisma/client @types/node @types/react @aws-sdk/client-s3 @aws-cdk/core @nestjsx/crud @remotion/cli @tanstack/react-query @vue/test-utils
    level lowdb nedb rxdb pouchdb dexie idb localforage bull bullmq agenda bree node-cron cron croner amqplib kafkajs nats mqtt zeromq
    ws sockjs engine.io primus uws next nuxi gatsby remix astro qwik solid-start sapper eleventy @11ty/eleventy hexo vuepress docusaurus
    electron-store electron-updater tauri nw cordova capacitor expo expo-cli nativescript ionic zx execa-cli npm-run-all2 wireit nx lerna turbo
    changesets @changesets/cli np release-it standard-version conventional-changelog husky-init simple-git-hooks lefthook syncpack depcheck knip madge`,
  pypi: `ipdb pdbpp rich-click cyclopts typer-slim fire docopt-ng plumbum sh invoke-patch hatch flit pdm uv rye nox tox pyright pytype pyre-check
    bandit safety pip-audit vulture radon interrogate pydocstyle darglint sphinx-autodoc-typehints furo mkdocstrings pdoc
    httpie niquests aiohttp-retry treq hypercorn daphne granian litestar quart falcon bottle-websocket tornado-sqlalchemy peewee-async pony
    tortoise-orm gino databases encode edgedb-python psycopg asyncmy aiomysql aiosqlite aioredis redis-om arq dramatiq huey rq
    mongoengine beanie odmantic cassandra-driver neo4j py2neo influxdb-client clickhouse-driver pyhive trino ibis-framework
    modin vaex cudf dask-ml ray petl great-expectations pandera evidently cleanlab optuna hyperopt nevergrad ax-platform
    jax jaxlib flax optax haiku equinox einops timm torchmetrics lightning peft trl vllm llama-cpp-python auto-gptq openai-whisper
    faiss-cpu chromadb qdrant-client weaviate-client pinecone-client pymilvus haystack-ai guidance dspy-ai instructor outlines marvin
    pdfplumber pypdfium2 pymupdf camelot-py tabula-py python-docx python-pptx docxtpl weasyprint fpdf2 xlwings pyxlsb odfpy
    ansible-lint molecule testinfra pyinfra netmiko napalm nornir pexpect-serial pysnmp scapy-ssl ldap3 python-ldap pywin32 pyobjc`,
  crates: `serde_bytes serde_path_to_error tokio-postgres tokio-test hyper-rustls hyper-tls reqwest-middleware axum-extra tower-layer
    tracing-opentelemetry opentelemetry metrics clap_derive clap_mangen dialoguer inquire comfy-table prettytable-rs tabled nu-ansi-term
    owo-colors yansi crossbeam-deque flurry im rpds slotmap generational-arena petgraph-core daggy kiss3d macroquad ggez wgpu vulkano glam
    cgmath euclid rapier3d hecs specs legion sled redb heed fjall lancedb arrow parquet datafusion ballista polars-core ndarray-linalg
    faer burn candle-core tch ort linfa smartcore rustfft hound cpal rodio symphonia`,
  gems: `rails-erd active_model_serializers blueprinter alba jsonapi-serializer graphql-batch dry-monads dry-types rom hanami roda cuba padrino
    good_job solid_queue resque que sneakers bunny ruby-kafka karafka redis-namespace connection_pool oj yajl-ruby nori gyoku savon
    ffaker factory_girl fabrication rspec-mocks rspec-expectations cucumber-rails turnip spinach knapsack parallel_tests test-prof
    rubocop-rake reek flay flog fasterer standardrb erb_lint slim_lint haml_lint i18n-tasks strong_migrations scenic ancestry closure_tree`,
};

describe('the names of packages', () => {
  it.each(LISTS)('that are popular on %s imitate nothing', (index, names) => {
    expect(names.filter((name) => lookalikeOf(name, index) !== undefined)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(Object.entries(REAL))('that are real on %s imitate nothing', (index, names) => {
    const known = LISTS.find(([name]) => name === index)?.[0] ?? 'npm';
    expect(listed(names).flatMap((name) => lookalikeOf(name, known) ?? [])).toEqual([]);
  });

  it('that are known to be packages of their own imitate nothing', () => {
    for (const name of listed(REAL_NEIGHBOURS)) for (const [index] of LISTS) expect(lookalikeOf(name, index)).toBeUndefined();
    for (const scope of [...listed(POPULAR_SCOPES), ...listed(REAL_SCOPES)]) expect(lookalikeOf(`${scope}/core`, 'npm')).toBeUndefined();
  });

  it.each<[Index, string, string]>([
    ['npm', 'loadsh', 'lodash'],
    ['npm', 'expresss', 'express'],
    ['npm', 'crossenv', 'cross-env'],
    ['npm', 'socketio', 'socket.io'],
    ['npm', 'typescipt', 'typescript'],
    ['npm', 'raect', 'react'],
    ['npm', 'reacct', 'react'],
    ['npm', 'l\u043edash', 'lodash'],
    ['npm', '@bable/core', '@babel/core'],
    ['npm', '@testing-libary/react', '@testing-library/react'],
    ['pypi', 'reqeusts', 'requests'],
    ['pypi', 'Djanggo', 'django'],
    ['pypi', 'scikitlearn', 'scikit-learn'],
    ['pypi', 'beautifulsup4', 'beautifulsoup4'],
    ['crates', 'serdejson', 'serde-json'],
    ['crates', 'tokoi', 'tokio'],
    ['gems', 'nokogirl', 'nokogiri'],
    ['gems', 'active-record', 'activerecord'],
  ])('on %s: %s imitates %s', (index, name, popular) => {
    expect(lookalikeOf(name, index)).toBe(popular);
  });

  it.each<[Index, string]>([
    ['pypi', 'Typing_Extensions'],
    ['pypi', 'zope-interface'],
    ['crates', 'serde-json'],
    ['npm', 'expres5'.slice(0, 4)],
    ['npm', '@mycorp/express'],
    ['npm', 'express-session-pg'],
    ['pypi', 'psycopg3'],
    ['npm', 'chalks'],
  ])('on %s: %s is no imitation', (index, name) => {
    expect(lookalikeOf(name, index)).toBeUndefined();
  });

  it('never throw, however they are written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom<Index>('npm', 'pypi', 'crates', 'gems'),
        (name, index) => void lookalikeOf(packageName(name), index),
      ),
    );
  });
});

describe('one edit', () => {
  const slow = (left: string, right: string): number => {
    const rows = Array.from({ length: left.length + 1 }, (_, row) =>
      Array.from({ length: right.length + 1 }, (_, column) => row || column),
    );
    const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
    for (let row = 1; row <= left.length; row++)
      for (let column = 1; column <= right.length; column++) {
        const same = left[row - 1] === right[column - 1] ? 0 : 1;
        let best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
        if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
          best = Math.min(best, at(row - 2, column - 2) + 1);
        const line = rows[row];
        if (line) line[column] = best;
      }
    return at(left.length, right.length);
  };

  it('is what the table of all distances says', () => {
    const near = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(fc.property(near, near, (left, right) => isOneEdit(left, right) === (slow(left, right) === 1)));
  });
});

describe('the name in what is installed', () => {
  it.each([
    ['lodash@4.17.21', 'lodash'],
    ['@types/node@^24', '@types/node'],
    ['my-alias@npm:lodash@4', 'lodash'],
    ['uvicorn[standard]>=0.30', 'uvicorn'],
    ['Django ~= 5.0 ; python_version > "3.10"', 'Django'],
    ['tokio@1', 'tokio'],
    ['', ''],
  ])('%s', (spec, name) => {
    expect(packageName(spec)).toBe(name);
  });

  it.each([
    ['npm install chalk expresss', ['package.install lifecycle-scripts chalk', 'package.install lifecycle-scripts,lookalike expresss']],
    ['pip install ./reqeusts', ['package.install from-path ./reqeusts']],
    ['apt-get install reqeusts', ['package.install global reqeusts']],
  ])('%s', (command, effects) => {
    expect(effectsOf(command)).toEqual(effects);
  });
});
