const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Services whose keys have no form of their own, or one among several: a random value that is given to such a name is taken for a key. Names that
 * are everyday words too, or that code is full of without keys (`github`, `docker`, `google`), are left out: their tokens are told by form.
 */
const BUILDING = words(`
  appveyor artifactory atlassian bamboo bitbucket bitrise buddybuild bugsnag buildkite checkmarx circleci cloudsmith codacy codeclimate codecov codefresh
  codemagic codeship coveralls crowdin dependabot fossa gitguardian honeybadger jenkins jfrog jira launchdarkly lokalise octopus
  packagecloud packagist phraseapp pulumi rollbar saucelabs scrutinizer semaphoreci snyk sonarcloud sonarqube sourcegraph statsig teamcity
  terraform transifex travisci veracode browserstack lambdatest bitbar
`);
const RUNNING = words(`
  aiven akamai alibaba anypoint backblaze borgbase cloudflare cloudinary confluent couchbase databricks datastax digitalocean dnsimple easydns
  equinix fastly fauna filestack firebase flyio gandi gcore godaddy hasura heroku hetzner huawei imagekit imgix infura ionos kafka linode logdna
  logzio meilisearch mongodb namecheap netlify ngrok oanda openshift ovh planetscale porkbun rackspace railway redislabs scaleway scalingo
  singlestore snowflake supabase tailscale tencent timescale truenas typesense uploadcare upstash vagrant vercel vultr yandex zerotier
`);
const WATCHING = words(`
  airbrake alienvault amplitude apifonica appdynamics appoptics appsflyer baremetrics betterstack bigpanda blazemeter chartbeat chartmogul
  crowdstrike databox datadog dynatrace fullstory ghostinspector grafana gtmetrix heapanalytics honeycomb hotjar instana instatus k6io klipfolio
  lacework librato lightstep loggly logentries logrocket mixpanel mouseflow newrelic onelogin opsgenie pagerduty papertrail pingdom plausible
  posthog qualys raygun scoutapm sentry signalfx smartlook splunk statuscake statuspage sumologic sysdig thousandeyes uptimerobot victorops
`);
const SAYING = words(`
  aircall beamer bandwidth bulksms campaignmonitor clicksend convertkit customerio discord elasticemail facebook getresponse gitter
  helpscout infobip instagram intercom klaviyo linkedin mailchimp mailerlite mailersend mailgun mailjet mailtrap mandrill mattermost messagebird
  moosend nexmo nicereply noticeable omnisend onesignal pepipost pinterest plivo postmark pubnub pusher reddit ringcentral sendbird sendgrid
  sendinblue signalwire sinch slack smooch snapchat sparkpost stripo telegram telnyx textmagic tiktok tumblr twilio twitch twitter typeform
  vonage whatsapp wistia youtube zendesk zulip
`);
const PAYING = words(`
  adyen alchemy authorizenet avalara binance bitfinex bitmex bitpay bittrex braintree brex chargebee chargify checkoutcom coinapi coinbase
  coinmarketcap currencylayer cybersource dwolla etherscan exchangeratesapi fastforex finicity finnhub flutterwave gocardless gumroad iexcloud
  intrinio klarna kraken kucoin lemonsqueezy magento marqeta mollie moonpay nexo openexchangerates pagseguro paypal paystack plaid poloniex polygonio
  quickbooks razorpay recurly rechargepayments shopify shippo squarespace stripe taxjar tradier transferwise twelvedata wepay woocommerce xero yodlee
`);
const WORKING = words(`
  activecampaign airtable algolia apideck asana auth0 autodesk autopilot basecamp bitly calendly canva capsulecrm clearbit clickup clockify
  cloudconvert contentful contentstack docusign dropbox eventbrite evernote everhour figma formstack freshbooks freshdesk freshservice
  gusto hellosign hubspot hunterio insightly iterable jotform jumpcloud kintone livestorm mapbox marketo nethunt netsuite nozbe
  okta optimizely pandadoc parseur pastebin pipedrive podio prismic quickbase rebrandly refiner rentman restpack salesforce salesloft scrive
  sharepoint shutterstock sirv smartsheet storyblok strapi supernotes surveymonkey survicate teamwork teamviewer todoist toggl trello
  wakatime webex webflow workable workday wrike wufoo zapier zenhub zeplin zoho
`);
const ANSWERING = words(`
  abuseipdb accuweather amadeus anthropic apiflash apilayer assemblyai browserless censys clarifai cohere deepgram deepl deepseek diffbot
  edamam elevenlabs flightstats foursquare geocodio giphy graphhopper groq huggingface ipdata ipgeolocation ipinfo ipstack kaggle
  langsmith lastfm locationiq mapquest maxmind mistral newsapi numverify nutritionix openai opencage openrouter openweather openweathermap perplexity
  pinecone pixabay rapidapi rawg replicate roboflow scraperapi scrapingbee serpapi shodan speechtext spoonacular spotify stabilityai strava tavily
  tomtom unsplash urlscan virustotal visualcrossing wandb weatherapi weatherbit weatherstack what3words yelp zenserp zerobounce
`);

export const SERVICE_NAMES: readonly string[] = [BUILDING, RUNNING, WATCHING, SAYING, PAYING, WORKING, ANSWERING].flat();

/** Of these, keys are UUIDs; of all others a UUID is the name of something. */
export const UUID_SERVICES: ReadonlySet<string> = new Set([
  'blazemeter',
  'elasticemail',
  'graphhopper',
  'heroku',
  'hubspot',
  'kucoin',
  'logzio',
  'postmark',
  'refiner',
  'snyk',
  'zerobounce',
]);
