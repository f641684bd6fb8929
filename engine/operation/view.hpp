#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/error.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/model/names.hpp"
#include "engine/model/time.hpp"

namespace trustctl {

/// What every document says first: who made it, where, of what, and for which moment.
struct DocumentHead {
  std::string command;           ///< "plan"
  std::string trustctl_version;  ///< "0.1.0"
  std::string host;              ///< where trustctl ran
  Time taken_at;                 ///< when it ran
  Time as_of;                    ///< the moment that certificates were judged for (`--at`)
  std::optional<Site> site = std::nullopt;
  std::string manifest = {};                                  ///< its path; empty: there is none
  std::optional<Fingerprint> manifest_sha256 = std::nullopt;  ///< of its bytes as they were read
};

/// What every document says last: the errors that are of no single item.
struct DocumentTail {
  std::vector<Error> errors;
};

/// One way to show the results of an operation: as text for a person, as JSON for a script, as a
/// saved plan. The operation calls begin once, add for each item (a TargetRun, a ShownTarget, …) as
/// soon as it is finished, and end once, also where nothing could be done. A view keeps of an item
/// only what it still has to say, never the item. It may not fail and decides nothing: verdicts
/// come from the item (verdict_of).
///
/// To add one, derive from it in engine/render and give it a row in formats.cpp.
template <class Item>
class View {
 public:
  virtual ~View() = default;
  virtual void begin(const DocumentHead& head) = 0;
  virtual void add(const Item& item) = 0;
  virtual void end(const DocumentTail& tail) = 0;
};

/// Several views of one operation, called one after the other. Borrows them; null ones are left
/// out.
template <class Item>
class Views : public View<Item> {
 public:
  Views(std::initializer_list<View<Item>*> views) {
    for (View<Item>* view : views) {
      if (view != nullptr) {
        m_views.push_back(view);
      }
    }
  }

  void begin(const DocumentHead& head) override {
    for (View<Item>* view : m_views) {
      view->begin(head);
    }
  }
  void add(const Item& item) override {
    for (View<Item>* view : m_views) {
      view->add(item);
    }
  }
  void end(const DocumentTail& tail) override {
    for (View<Item>* view : m_views) {
      view->end(tail);
    }
  }

 private:
  std::vector<View<Item>*> m_views;
};

/// Where a view writes: to the result of a command, into a file, to a string of a test.
class TextSink {
 public:
  virtual ~TextSink() = default;
  virtual void write(std::string_view text) = 0;
};

/// A sink that keeps all of it.
class TextBuffer : public TextSink {
 public:
  void write(std::string_view text) override { m_text += text; }
  const std::string& text() const { return m_text; }

 private:
  std::string m_text;
};

}  // namespace trustctl
