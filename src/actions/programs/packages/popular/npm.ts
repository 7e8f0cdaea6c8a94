/** Names that people install by hand on npm and that imitations go for. Names of one piece; scopes are listed apart (docs/adr/0007). */
export const POPULAR_NPM = `
ansi-styles apollo-server async autoprefixer aws-sdk axios babel-cli babel-core babel-eslint babel-jest babel-loader babel-polyfill bcrypt
bcryptjs bluebird body-parser bootstrap browserify browserslist bundlesize cheerio chokidar classnames clean-css cli-table clsx
coffee-script colors commander commitizen commitlint compression concurrently connect cookie-parser cookie-session copy-webpack-plugin
core-js create-next-app create-react-app cross-env cross-fetch cross-spawn crypto-js css-loader cssnano cypress date-fns dayjs debug
decimal.js deepmerge discord.js dotenv dotenv-expand drizzle-kit drizzle-orm electron electron-builder esbuild eslint
eslint-config-airbnb eslint-config-prettier eslint-plugin-import eslint-plugin-jsx-a11y eslint-plugin-prettier eslint-plugin-react
eslint-plugin-react-hooks eslint-plugin-vue ethers eventemitter3 execa express express-rate-limit express-session express-validator
fast-glob fastify file-loader firebase firebase-admin firebase-tools form-data formidable framer-motion fs-extra globby google-auth-library
googleapis graphql graphql-tag gulp gulp-sass handlebars helmet highlight.js history html-webpack-plugin http-proxy
http-proxy-middleware http-server husky i18next immer immutable inquirer ioredis jasmine jest jest-environment-jsdom jquery js-cookie
js-yaml jsdom json-server json5 jsonwebtoken karma knex leaflet less-loader lint-staged listr2 live-server localtunnel lodash
lodash-es lucide-react mapbox-gl mariadb markdown-it marked memcached micromatch mime-types mini-css-extract-plugin minimatch minimist
mkdirp mobx mobx-react mocha moment moment-timezone mongodb mongoose morgan multer mysql mysql2 nanoid netlify-cli next-auth next-i18next
node-fetch node-forge node-gyp node-sass nodemailer nodemon normalize.css npm-check-updates npm-run-all nunjucks nuxt openai opencollective
papaparse parcel parcel-bundler passport passport-jwt passport-local patch-package playwright popper.js postcss postcss-loader
prettier prisma prismjs prop-types puppeteer puppeteer-core query-string ramda react react-bootstrap react-dom react-dropzone
react-hook-form react-hot-toast react-i18next react-icons react-intl react-markdown react-native react-query react-redux react-router
react-router-dom react-scripts react-select react-table react-test-renderer react-toastify react-transition-group readable-stream
recharts redis reflect-metadata redux redux-saga redux-thunk request requirejs reselect rimraf rollup rollup-plugin-terser rxjs sass
sass-loader semantic-release semver sequelize sequelize-cli serve-static serverless sharp shelljs shx sinon socket.io socket.io-client
solid-js source-map source-map-support sqlite3 storybook stripe style-loader styled-components stylelint superagent supertest svelte
svelte-check swagger-ui-express swiper tailwindcss tailwind-merge tape terser terser-webpack-plugin three through2 ts-jest ts-loader
ts-node ts-node-dev tsconfig-paths tslib tslint tsup turbo twilio typeorm typescript uglify-js underscore undici unified url-loader
uuid validator vercel vinyl vite vitest vue vue-loader vue-router vue-template-compiler vuetify vuex wait-on web-vitals web3 webpack
webpack-bundle-analyzer webpack-cli webpack-dev-middleware webpack-dev-server webpack-merge whatwg-fetch winston workbox-webpack-plugin
wrangler xml2js yargs yeoman-generator zod zustand`;

/** Scopes on npm that imitations go for. */
export const POPULAR_SCOPES = `
@angular @anthropic-ai @apollo @aws-sdk @azure @babel @chakra-ui @commitlint @cypress @emotion @eslint @expo @fastify @google-cloud @graphql-tools @headlessui
@heroicons @hookform @jest @material-ui @mui @nestjs @ngrx @nrwl @nuxt @octokit @openai @playwright @prisma @radix-ui @react-native @react-navigation
@reduxjs @remix-run @rollup @sentry @storybook @supabase @sveltejs @swc @tailwindcss @tanstack @testing-library @trpc @types
@typescript-eslint @vercel @vitejs @vitest @vue @webassemblyjs`;
