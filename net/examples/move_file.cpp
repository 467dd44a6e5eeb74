// Moves a file reliably over UDP: move_file receive|send ADDRESS PORT FILE
#include <cstdio>

#include "net/socket/reliable_client.hpp"
#include "net/socket/reliable_listener.hpp"
#include "net/socket/resolve.hpp"

using namespace acklab;

std::string receive(const SocketAddress& address, std::FILE* file) {
  socket::EventLoop loop;
  std::string outcome;
  const auto listener = socket::ReliableListener::listen(loop, address, [&](auto& connection) {
    socket::ReliableCallbacks callbacks;
    callbacks.on_readable = [&] {
      const Bytes block = connection.read();
      const auto kept = std::fwrite(block.data(), 1, block.size(), file);
      if (kept < block.size() || std::fflush(file) != 0) return connection.abort();
      if (connection.end_of_stream()) connection.close();
    };
    callbacks.on_closed = [&](const auto& report) { outcome = to_string(report.reason); };
    connection.set_callbacks(callbacks);
  });
  if (!listener) return to_string(listener.error());
  loop.run_until([&] { return !outcome.empty(); });
  return outcome;
}

std::string send(const SocketAddress& address, std::FILE* file) {
  socket::EventLoop loop;
  std::string outcome;
  const auto client = socket::ReliableClient::connect(loop, address, {});
  if (!client) return to_string(client.error());
  socket::ReliableConnection& connection = (*client)->connection();
  socket::ReliableCallbacks callbacks;
  callbacks.on_connected = callbacks.on_writable = [&] {
    while (const auto room = connection.writable_bytes()) {
      Bytes block(room);
      block.resize(std::fread(block.data(), 1, room, file));
      connection.write(block);
      if (block.size() < room) return connection.close();  // the end of the file
    }
  };
  callbacks.on_readable = [&] { outcome = connection.end_of_stream() ? "finished" : ""; };
  callbacks.on_closed = [&](const auto& report) { outcome = to_string(report.reason); };
  connection.set_callbacks(callbacks);
  loop.run_until([&] { return !outcome.empty(); });
  return outcome;
}

int main(int count, char** words) {
  if (count != 5) return std::puts("move_file receive|send ADDRESS PORT FILE"), 2;
  const bool sends = words[1] == std::string{"send"};
  const auto addresses = socket::resolve(words[2], words[3]);
  std::FILE* const file = std::fopen(words[4], sends ? "rb" : "wb");
  if (!addresses || file == nullptr) return std::puts("no such address, or no such file"), 2;
  const std::string outcome = (sends ? send : receive)(addresses->front(), file);
  return std::puts(outcome.c_str()), outcome == "finished" ? 0 : 1;
}
