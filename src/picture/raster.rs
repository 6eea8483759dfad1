//! The pictures as points (PNG) and as a page (PDF), drawn from the SVG with the embedded font.

use krilla::SerializeSettings;
use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::graph::Graph;
use crate::picture::{PictureError, Settings, font, svg};

/// Points for each unit of the SVG: sharp in print and on fine screens.
const SCALE: f32 = 2.0;
/// Most points across or down, and most in all.
const MOST_SIDE: f32 = 30_000.0;
const MOST_POINTS: f32 = 2e8;

/// The picture as a PNG file.
///
/// # Errors
///
/// As [`svg`](fn@svg), and if it is too large.
pub fn png(graph: &Graph, settings: &Settings) -> Result<Vec<u8>, PictureError> {
    let tree = tree(&svg(graph, settings)?)?;
    let (w, h) = (tree.size().width(), tree.size().height());
    // a large picture gets fewer points for each unit
    let scale = SCALE.min(MOST_SIDE / w).min(MOST_SIDE / h).min((MOST_POINTS / (w * h)).sqrt());
    let (width, height) = ((w * scale).ceil() as u32, (h * scale).ceil() as u32);
    if scale < 0.5 {
        return Err(PictureError::TooLarge { width, height });
    }
    let mut points = Pixmap::new(width, height).ok_or(PictureError::TooLarge { width, height })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut points.as_mut());
    points.encode_png().map_err(|error| PictureError::Drawing(error.to_string()))
}

/// The picture as a PDF file of one page, its words as text.
///
/// # Errors
///
/// As [`svg`](fn@svg).
pub fn pdf(graph: &Graph, settings: &Settings) -> Result<Vec<u8>, PictureError> {
    let tree = tree(&svg(graph, settings)?)?;
    // CSS pixels are 3/4 of a point
    let size = Size::from_wh(tree.size().width() * 0.75, tree.size().height() * 0.75)
        .ok_or_else(|| PictureError::Drawing("the page has no size".to_owned()))?;
    let mut document = krilla::Document::new_with(SerializeSettings::default());
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| PictureError::Drawing("the page cannot hold the picture".to_owned()))?;
    document.finish().map_err(|error| PictureError::Drawing(format!("{error:?}")))
}

fn tree(svg: &str) -> Result<Tree, PictureError> {
    let options = Options { fontdb: font::database(), font_family: "sans-serif".to_owned(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| PictureError::Drawing(error.to_string()))
}
