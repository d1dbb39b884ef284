//! The OpenAPI 3.1 document, made from the code. `openapi.json` in the repository is its snapshot.

mod refusals;

use crate::problem::Problem;
use axum::Router;
use axum::http::StatusCode;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Content, OpenApi as Document, RefOr, Required};
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "OneSign",
        description = "Send PDFs to be signed, sign them, and check sealed documents.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(Problem))
)]
struct Description;

/// Where requests of a signing session go.
const SIGNING: &str = "/v1/signing";

/// The routes, and the document that describes them.
pub(crate) fn split<S>(api: OpenApiRouter<S>) -> (Router<S>, Document)
where
    S: Clone + Send + Sync + 'static,
{
    let (router, mut document) = OpenApiRouter::with_openapi(Description::openapi())
        .merge(api)
        .split_for_parts();
    for (path, item) in &mut document.paths.paths {
        name_operations(path, item);
        for operation in operations(item) {
            leave_bytes(operation);
            describe_successes(operation);
        }
    }
    for (_, item) in (document.paths.paths.iter_mut()).filter(|(path, _)| path.starts_with(SIGNING))
    {
        name_link(item);
    }
    refusals::declare(&mut document);
    (router, document)
}

/// The operations of a path.
fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let all = [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.delete,
    ];
    all.into_iter().flatten()
}

/// Files are bytes, of which a schema of JSON has nothing to say.
fn leave_bytes(operation: &mut Operation) {
    let leave = |mime: &str, content: &mut RefOr<Content>| {
        if let RefOr::T(content) = content
            && mime != "application/json"
        {
            content.schema = None;
        }
    };
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        let contents = body.content.iter_mut();
        contents.for_each(|(mime, content)| leave(mime, content));
    }
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            let contents = response.content.iter_mut();
            contents.for_each(|(mime, content)| leave(mime, content));
        }
    }
}

/// Every response has to have a description. What a success gives, the operation itself says.
fn describe_successes(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let known = status
            .parse()
            .ok()
            .as_ref()
            .and_then(StatusCode::canonical_reason);
        if let (RefOr::T(response), Some(words)) = (response, known)
            && response.description.is_empty()
        {
            response.description = words.into();
        }
    }
}

/// Names each operation by its method and path: generators of clients need names that occur once.
fn name_operations(path: &str, item: &mut PathItem) {
    let rest: Vec<&str> = path
        .trim_start_matches("/v1/")
        .split(['/', '.'])
        .map(|part| part.trim_matches(['{', '}']))
        .collect();
    let name = |method: &str, operation: &mut Option<Operation>| {
        if let Some(operation) = operation {
            operation.operation_id = Some(format!("{method}_{}", rest.join("_")));
        }
    };
    name("get", &mut item.get);
    name("post", &mut item.post);
    name("put", &mut item.put);
    name("delete", &mut item.delete);
}

/// Says how requests of a signing session name it: any of them takes the header, reads take the query as well.
fn name_link(item: &mut PathItem) {
    let parameter = |name: &str, place: ParameterIn, description: &str| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build()
    };
    let header = parameter(
        "Onesign-Link",
        ParameterIn::Header,
        "Selector of the link that this session belongs to. Required unless `link` gives it.",
    );
    let query = parameter(
        "link",
        ParameterIn::Query,
        "The same as `Onesign-Link`, for downloads, which can't send a header.",
    );
    let proof = parameter(
        "Onesign-Key-Signature",
        ParameterIn::Header,
        "Proof that the write comes from the browser that opened the link. Without it the answer is 401.",
    );
    for operation in operations(item) {
        let proof = operation.request_body.is_some().then(|| proof.clone());
        let parameters = operation.parameters.get_or_insert_default();
        let named = [header.clone(), query.clone()].into_iter();
        parameters.extend(named.chain(proof).map(RefOr::T));
    }
}

/// The document as it is served and kept in the repository.
pub(crate) fn json(document: &Document) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}
