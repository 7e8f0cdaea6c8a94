/** Names that people add by hand from crates.io and that imitations go for (docs/adr/0007). */
export const POPULAR_CRATES = `
actix actix-rt actix-web aes-gcm anyhow arc-swap argon2 arrayvec askama async-std async-stream async-trait axum base64 bevy bincode
bindgen bitflags bumpalo byteorder bytemuck bytes camino cbindgen chrono ciborium clap clap_complete colored config console const_format
criterion crossbeam crossbeam-channel crossbeam-utils crossterm ctrlc dashmap derive_builder derive_more diesel dirs dotenv dotenvy
ed25519-dalek either embedded-hal enum_dispatch env_logger eyre fastrand flate2 flume foreign-types fs_extra futures futures-util
getrandom git2 glob half hashbrown heapless humantime hyper hyper-util image indexmap indicatif indoc insta itertools jsonwebtoken
lazy_static leptos libc libloading log lru maplit memchr memmap2 miette mimalloc mio mockall nalgebra ndarray nom notify num-bigint
num-traits num_cpus num_enum once_cell openssl ordered-float parking_lot paste percent-encoding pest petgraph phf pin-project
pin-project-lite polars postgres pretty_assertions proc-macro2 prometheus proptest prost pulldown-cmark pyo3 quick-xml quickcheck quote
rand rand_chacha rand_core ratatui rayon redis regex reqwest ring rkyv rocket rocksdb rstest rusqlite rust-embed rustls rustls-pemfile
schemars sea-orm secrecy semver serde serde_derive serde_json serde_qs serde_repr serde_urlencoded serde_with serde_yaml serial_test
sha2 shellexpand signal-hook similar slog smallvec snafu socket2 sqlx static_assertions structopt strum strum_macros subtle syn sysinfo
tauri tempfile tera termcolor test-case thiserror thread_local time tinyvec tokio tokio-rustls tokio-stream tokio-tungstenite tokio-util
toml tonic tower tower-http tracing tracing-appender tracing-subscriber trybuild tungstenite typenum unicode-segmentation unicode-width
ureq url uuid walkdir warp wasm-bindgen webpki which winapi windows-sys winit wiremock xxhash-rust yew zerocopy zeroize`;

/** Names that people install by hand from RubyGems and that imitations go for (docs/adr/0007). */
export const POPULAR_GEMS = `
actionpack activeadmin activemodel activerecord activerecord-import activestorage activesupport acts-as-taggable-on addressable
administrate annotate ast awesome_print aws-sdk aws-sdk-core aws-sdk-s3 bcrypt bootsnap bootstrap brakeman builder bullet bundler
byebug cancancan capistrano capybara carrierwave celluloid chartkick cocoapods coffee-rails colorize concurrent-ruby cucumber daemons
dalli database_cleaner delayed_job devise devise-jwt diff-lcs dotenv dotenv-rails draper dry-validation elasticsearch erubi eventmachine
excon execjs factory_bot factory_bot_rails faker faraday faraday_middleware fastlane ffi figaro foreman friendly_id geocoder graphql grape
guard haml haml-rails hashie highline hiredis honeybadger httparty httpclient i18n importmap-rails jbuilder jekyll jquery-rails jwt
kaminari kramdown letter_opener listen loofah mail mechanize memoist method_source mime-types mini_magick mini_portile2 minitest
mongo mongoid multi_json multipart-post mysql2 net-http net-ssh newrelic_rpm nokogiri oauth2 octokit omniauth omniauth-google-oauth2
paper_trail paperclip paranoia parallel pagy pg pg_search phonelib premailer-rails propshaft pry pry-byebug pry-rails public_suffix puma
pundit rack rack-attack rack-cors rack-test rails rails-i18n railties rake ransack redcarpet redis redis-rails rest-client rolify rouge
rspec rspec-core rspec-rails rubocop rubocop-performance rubocop-rails rubocop-rspec ruby-prof rubyzip sass sass-rails sassc sentry-raven
sentry-ruby sequel shoulda-matchers shrine sidekiq sidekiq-cron simple_form simplecov sinatra slim solargraph spring sprockets
sprockets-rails sqlite3 standard stimulus-rails stripe sucker_punch thor tilt timecop turbo-rails turbolinks twilio-ruby typhoeus
uglifier vcr warden web-console webdrivers webmock webpacker whenever will_paginate zeitwerk`;
