/** Packages of their own that are one letter from a popular one (docs/adr/0007). */
export const REAL_NEIGHBOURS = `
alive-server ansistyles authlib aws-cdk babel-test bpython cchardet cjs-loader coffeescript config-parser cose-js create-nuxt-app crypto-es
crypto-ts csso-loader csv-loader ctransformers datazets dbt-score django-filer dts-loader dydantic arnparse echarts efinance enquirer
es-cookie es-jest eslint-plugin-preact expresso fastai ffaker five-server fs.extra git-python google-oauth grapheme graphiql grequests
highlightjs http2-proxy is-node isolate js-loader jsonpath lite-server lucide-preact mimer mobx-preact mongod msbuild ngboost
pbspark preact-markdown preact-redux preact-router preact-transition-group prettierx prequest ps-node psycopg-binary pyaml pycryptodomex pymantic
pymssql pyshark pytest-csv qhistory querystring react-ions react-selecto reqwest retworkx sassc-rails scss-loader serde-yml spython
storyblok tensorboardx tsc-node tslint-config-airbnb tslint-config-prettier tslint-plugin-prettier ttypescript uglify-es unicorn vueify`;

/** Scopes of their own that are one letter from a popular one. */
export const REAL_SCOPES = `
@apollon @aws-cdk @materia-ui @nestjsx @openaip @prismai @remotion @rslint @storyblok @svitejs @tabstack @vinejs @vizejs`;
