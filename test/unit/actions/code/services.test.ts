import { describe, expect, test } from 'vitest';
import { findings, read } from './read.ts';

const lines = (...each: readonly string[]) => each.join('\n');

describe('Python that speaks to databases', () => {
  test.each<[string, readonly string[]]>([
    ["import psycopg2; psycopg2.connect(x).cursor().execute('DROP TABLE a')", ['code DROP TABLE a']],
    [lines('import pymysql', 'with db.cursor() as c:', '    c.execute("TRUNCATE TABLE a")'), ['code TRUNCATE TABLE a']],
    ["engine.execute(sqlalchemy.text('DELETE FROM a'))", ['code DELETE FROM a']],
    ["from sqlalchemy import text; conn.execute(text('DELETE FROM a'))", ['code DELETE FROM a']],
    ["conn.execute(f'DROP TABLE {name}')", ['code DROP TABLE …']],
    ["pool.execute('make the tables')", []],
    ['executor.run(job)', []],
    ["client.drop_database('shop')", ['db.drop shop']],
    ['db.users.delete_many({})', ['db.write delete,all']],
    ["db.users.delete_many({'a': 1})", []],
    ['db.users.drop()', ['db.drop']],
    ["frame.drop(columns=['a'])", []],
    ['redis.Redis().flushall()', ['db.drop all']],
    ['Order.objects.all().delete()', ['db.write Order delete,all']],
    ['Order.objects.filter(id=3).delete()', []],
    ['from shop.models import Order; Order.objects.all().delete()', ['db.write shop.models.Order delete,all']],
    ['session.query(Order).delete()', ['db.write Order delete,all']],
    ['session.query(Order).filter(Order.id == 3).delete()', []],
    ['Base.metadata.drop_all(engine)', ['db.drop all']],
  ])('%s', (code, expected) => expect(findings(read('python', code))).toEqual(expected));

  test('knows a database in memory', () => {
    const run = read('python', "import sqlite3; sqlite3.connect(':memory:').cursor().execute('DROP TABLE a')").runs?.[0];
    expect(run).toMatchObject({ kind: 'code', language: 'sql', disposable: true });
  });
});

describe('Python that speaks to clouds', () => {
  test.each<[string, readonly string[]]>([
    ["import boto3; boto3.client('s3').delete_bucket(Bucket='shop')", ['storage.delete shop recursive']],
    ["import boto3; boto3.client('ec2').terminate_instances(InstanceIds=['i-1'])", ['infra.destroy i-1']],
    ["import boto3; boto3.resource('s3').Bucket('shop').objects.all().delete()", ['storage.delete shop recursive']],
    ["import boto3; boto3.resource('s3').Bucket('shop').delete()", ['storage.delete shop recursive']],
    ["import boto3; print(boto3.client('s3').list_buckets())", []],
    ["import boto3; boto3.client('iam').create_access_key(UserName='eve')", ['infra.change eve owner']],
    ["import boto3; boto3.client('rds').delete_db_snapshot(DBSnapshotIdentifier='s')", ['infra.destroy s recovery']],
    ["client.resource_groups.begin_delete('shop')", ['infra.destroy shop']],
    ["bigquery.Client().delete_dataset('shop', delete_contents=True)", ['db.drop shop']],
    ["v1.delete_namespace('shop')", ['infra.destroy shop']],
    ["from google.cloud import storage; storage.Client().bucket('shop').delete(force=True)", ['storage.delete shop recursive']],
    ['import docker; docker.from_env().volumes.prune()', ['infra.destroy contents,all']],
    ['import docker; docker.from_env().volumes.list()', []],
  ])('%s', (code, expected) => expect(findings(read('python', code)).filter((found) => !found.startsWith('exec'))).toEqual(expected));
});

describe('JavaScript that speaks to databases and clouds', () => {
  test.each<[string, readonly string[]]>([
    ["const { Client } = require('pg'); const c = new Client(); c.query('DROP TABLE a')", ['code DROP TABLE a']],
    ["pool.query({ text: 'DELETE FROM a' })", ['code DELETE FROM a']],
    ["require('mysql2').createConnection({}).query('TRUNCATE TABLE a', (e) => {})", ['code TRUNCATE TABLE a']],
    ["new (require('better-sqlite3'))('app.db').exec('DROP TABLE a')", ['code DROP TABLE a']],
    ["await prisma.$executeRawUnsafe('DROP TABLE a')", ['code DROP TABLE a']],
    ['await prisma.user.deleteMany({})', ['db.write delete,all']],
    ['await prisma.user.deleteMany({ where: {} })', ['db.write delete,all']],
    ['await prisma.user.deleteMany({ where: { id: 3 } })', []],
    ['client.db().dropDatabase()', ['db.drop']],
    ["knex.schema.dropTableIfExists('orders')", ['db.drop orders']],
    ['await redis.flushall()', ['db.drop all']],
    ["document.querySelector('a'); /drop/.exec('drop table')", []],
    [
      "import { S3Client, DeleteBucketCommand } from '@aws-sdk/client-s3'; new S3Client().send(new DeleteBucketCommand({ Bucket: 'shop' }))",
      ['storage.delete shop recursive'],
    ],
    ["const AWS = require('aws-sdk'); new AWS.EC2().terminateInstances({ InstanceIds: ['i-1'] })", ['infra.destroy i-1']],
    ['new S3Client().send(new ListBucketsCommand({}))', []],
  ])('%s', (code, expected) => expect(findings(read('javascript', code)).filter((found) => !found.startsWith('exec'))).toEqual(expected));
});

describe('other languages that speak to databases', () => {
  test.each<['ruby' | 'php', string, readonly string[]]>([
    ['ruby', 'User.delete_all', ['db.write User delete,all']],
    ['ruby', 'User.destroy_all', ['db.write User delete,all']],
    ['ruby', 'User.where(id: 3).delete_all', []],
    ['ruby', "ActiveRecord::Base.connection.execute('DROP TABLE a')", ['code DROP TABLE a']],
    ['php', "DB::statement('DROP TABLE a');", ['code DROP TABLE a']],
    ['php', "DB::table('a')->truncate();", ['db.write a delete,all']],
    ['php', "DB::table('a')->where('id', 3)->delete();", []],
    ['php', "$p->exec('DROP TABLE a');", ['code DROP TABLE a']],
    ['php', "echo strtoupper('drop table a');", []],
  ])('%s: %s', (language, code, expected) => expect(findings(read(language, code))).toEqual(expected));
});
