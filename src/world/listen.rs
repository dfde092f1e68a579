//! A web server for this machine alone; the only user of axum and tokio.
//!
//! It listens on the loopback address and answers only requests that name it so, so that no page of
//! another site can read from it by a name that leads here (DNS rebinding). What is behind a path the
//! caller says; there is no folder that a path could climb out of.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use percent_encoding::percent_decode_str;
use tokio::sync::watch;

/// Where a browser asks whether there is something new: `/~news?after=3` answers with a higher number as soon
/// as there is one.
pub const NEWS: &str = "~news";

/// How long such a question stays open.
const PATIENCE: Duration = Duration::from_secs(25);

/// What is sent for a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A file: its media type and its bytes.
    Found(&'static str, Vec<u8>),
    /// It stands at this address.
    Elsewhere(String),
    /// There is none; a page that says so.
    Missing(Vec<u8>),
    /// It cannot be made; a page that says why.
    Broken(Vec<u8>),
}

/// Says what stands at a path: decoded, without the slash at its front.
pub type Answers = dyn Fn(&str) -> Answer + Send + Sync;

/// A number that grows when there is something new, for those who wait for it.
#[derive(Debug, Clone)]
pub struct News(watch::Sender<u64>);

impl Default for News {
    fn default() -> Self {
        Self(watch::Sender::new(1))
    }
}

impl News {
    /// Says that there is something new.
    pub fn tell(&self) {
        self.0.send_modify(|number| *number += 1);
    }

    /// The number now.
    #[must_use]
    pub fn number(&self) -> u64 {
        *self.0.borrow()
    }
}

/// A server that has its address and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

struct Desk {
    answers: Arc<Answers>,
    news: News,
    port: u16,
}

impl Server {
    /// Takes a port of the loopback address; 0 takes any that is free.
    ///
    /// # Errors
    /// A sentence when the port is taken or forbidden.
    pub fn bind(port: u16) -> Result<Self, String> {
        let cannot = |error: std::io::Error| format!("cannot listen on port {port}: {error}");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(cannot)?;
        listener.set_nonblocking(true).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        Ok(Self { listener, address })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// A sentence when the system refuses to listen.
    pub fn run(self, answers: Arc<Answers>, news: News) -> Result<(), String> {
        let cannot = |error: std::io::Error| format!("cannot listen: {error}");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()
            .map_err(cannot)?;
        let desk = Arc::new(Desk { answers, news, port: self.address.port() });
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(cannot)?;
            let router = Router::new().fallback(answer).with_state(desk);
            axum::serve(listener, router).await.map_err(cannot)
        })
    }
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response<Body> {
    if !is_for(desk.port, request.headers().get(header::HOST)) {
        return plain(StatusCode::MISDIRECTED_REQUEST, "this server is for this machine alone\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "there is only something to read here\n");
    }
    let path = request.uri().path().trim_start_matches('/');
    if path == NEWS {
        return newer(&desk.news, request.uri().query()).await;
    }
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return plain(StatusCode::BAD_REQUEST, "the address is not UTF-8\n");
    };
    let path = path.into_owned();
    let answers = Arc::clone(&desk.answers);
    match tokio::task::spawn_blocking(move || answers(&path)).await {
        Ok(Answer::Found(kind, bytes)) => page(StatusCode::OK, kind, bytes),
        Ok(Answer::Missing(bytes)) => {
            page(StatusCode::NOT_FOUND, "text/html; charset=utf-8", bytes)
        }
        Ok(Answer::Broken(bytes)) => {
            page(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", bytes)
        }
        Ok(Answer::Elsewhere(address)) => {
            let mut response = plain(StatusCode::FOUND, "");
            if let Ok(address) = HeaderValue::from_str(&address) {
                response.headers_mut().insert(header::LOCATION, address);
            }
            response
        }
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be made\n"),
    }
}

/// Whether a request names this machine and this port: `localhost:4000`, `127.0.0.1:4000`.
fn is_for(port: u16, host: Option<&HeaderValue>) -> bool {
    let Some(host) = host.and_then(|host| host.to_str().ok()) else { return false };
    let (name, asked) = host.rsplit_once(':').unwrap_or((host, "80"));
    matches!(name, "localhost" | "127.0.0.1") && asked.parse() == Ok(port)
}

async fn newer(news: &News, query: Option<&str>) -> Response<Body> {
    let after = query.and_then(|query| query.strip_prefix("after=")?.parse::<u64>().ok());
    let mut seen = news.0.subscribe();
    let wait = seen.wait_for(|number| after.is_none_or(|after| *number > after));
    match tokio::time::timeout(PATIENCE, wait).await.ok().and_then(Result::ok).map(|it| *it) {
        Some(number) => plain(StatusCode::OK, &number.to_string()),
        None => plain(StatusCode::NO_CONTENT, ""),
    }
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    page(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn page(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
